// SPDX-License-Identifier: EUPL-1.2
// When made-up events are told: at once, or as a bad connection would have it. Pure: time comes in.
#pragma once

#include <queue>
#include <vector>

#include "collectors/simulator/traffic.h"

namespace jono::simulator {

struct Told {
  Instant at;  // not before the event's own time
  Event event;
};

// Remembers only what is still to be told. Goes on for ever. A copy goes on from the same place.
class Telling {
 public:
  Telling(const TrafficPlan& plan, const Edge& edge, EpochNames& epochs);

  // What is told next, before `told_before`, of what happens before `end`; null for nothing.
  [[nodiscard]] const Told* peek(Instant end, Instant told_before);
  [[nodiscard]] const Told* peek(Instant end) { return peek(end, end); }
  // Takes what peek() showed.
  [[nodiscard]] Told take();
  // How many were taken.
  [[nodiscard]] std::uint64_t taken() const { return taken_; }
  // Whether nothing at all is heard at `t`.
  [[nodiscard]] bool silent_at(Instant t) const { return after_silence(t) != t; }

 private:
  struct Pending {
    Told told;
    std::uint64_t order;
    bool operator>(const Pending& o) const {
      return told.at != o.told.at ? told.at > o.told.at : order > o.order;
    }
  };

  void schedule(const Event& event);
  void tell(Instant at, const Event& event);
  [[nodiscard]] Instant after_silence(Instant t) const;

  Traffic traffic_;
  Faults faults_;
  std::uint64_t seed_;
  Random random_;
  std::priority_queue<Pending, std::vector<Pending>, std::greater<>> pending_;
  std::uint64_t told_ = 0;  // ever put into pending_
  std::uint64_t taken_ = 0;
};

}  // namespace jono::simulator
