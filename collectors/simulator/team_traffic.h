// SPDX-License-Identifier: EUPL-1.2
// All that happens on the lines of one team, day after day.
#pragma once

#include <string>
#include <vector>

#include "collectors/simulator/call_queue.h"
#include "collectors/simulator/callback_desk.h"

namespace jono::simulator {

struct TeamLine {
  Voice voice;
  PlanParts parts;
  std::uint64_t seed;
  bool purges;
};

class TeamTraffic {
 public:
  // From `start` on, with nobody waiting. At least one line, all in one time zone; the team serves
  // the earlier ones first.
  TeamTraffic(const std::vector<TeamLine>& lines, Instant start);

  // When something happens next, though it may be nothing to speak of.
  [[nodiscard]] Instant next_at() const;
  // Lets it happen, and appends what is said of it, if anything: all at that instant.
  void step(Events& out);

 private:
  struct Desk {
    LineId line;
    PlanParts parts;
    CallbackDesk callbacks;
  };
  void begin_day(Instant t);
  void step_calls(Instant now, Events& out);

  std::vector<Desk> desks_;
  std::vector<DayPlan> plans_;  // of the lines, all of the same day
  CallQueue calls_;
};

}  // namespace jono::simulator
