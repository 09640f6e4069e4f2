// SPDX-License-Identifier: EUPL-1.2
// The callbacks of one line: asked for by callers, made in gaps during the day and after closing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>

#include "collectors/simulator/day_plan.h"
#include "collectors/simulator/random.h"
#include "collectors/simulator/voice.h"

namespace jono::simulator {

class CallbackDesk {
 public:
  // Where it purges, nothing stays open over a closing time.
  CallbackDesk(Voice voice, Random random, bool purges)
      : voice_(std::move(voice)), random_(random), purges_(purges) {}

  // Once a day, with `t` in that day.
  void begin_day(const DayPlan& plan, Instant t);
  // When there is time for the next one; Instant::max() for no more today.
  [[nodiscard]] Instant next_at() const { return std::min(next_, purge_); }
  // Takes the one that has waited longest, if any; or all of them, at a purge.
  void step(const DayPlan& plan, Events& out);

  void request(CallId call, Instant now, Events& out);

 private:
  struct Open {
    CallbackId id;
    Instant not_before;
    int attempts = 0;
  };

  void expect_next(const DayPlan& plan, Instant after);
  void handle(Open open, Instant now, Events& out);
  void purge(Events& out);

  Voice voice_;
  Random random_;
  bool purges_;
  Instant purge_ = Instant::max();
  Instant next_ = Instant::max();
  std::uint64_t made_ = 0;
  std::deque<Open> open_;
};

}  // namespace jono::simulator
