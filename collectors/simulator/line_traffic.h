// SPDX-License-Identifier: EUPL-1.2
// All that happens on one line, day after day.
#pragma once

#include "collectors/simulator/call_queue.h"
#include "collectors/simulator/callback_desk.h"

namespace jono::simulator {

class LineTraffic {
 public:
  // From `start` on, with nobody waiting.
  LineTraffic(const Voice& voice, PlanParts parts, Instant start, std::uint64_t seed);

  // When something happens next, though it may be nothing to speak of.
  [[nodiscard]] Instant next_at() const;
  // Lets it happen, and appends what is said of it, if anything: all at that instant.
  void step(Events& out);

 private:
  void begin_day(Instant t);

  PlanParts parts_;
  DayPlan plan_;
  CallQueue calls_;
  CallbackDesk desk_;
};

}  // namespace jono::simulator
