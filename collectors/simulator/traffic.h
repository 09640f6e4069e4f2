// SPDX-License-Identifier: EUPL-1.2
// Made-up traffic of any number of lines, as one source would tell it: events in order of time,
// numbered from 1, of one epoch. The same plan gives the same events.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/simulator/simulator_config.h"
#include "collectors/simulator/team_traffic.h"
#include "daemon/event/epoch_names.h"

namespace jono::simulator {

struct TrafficLine {
  LineId id;
  std::string name;
  calendar::LineCalendar calendar;
};

struct TrafficPlan {
  SimulatorConfig config;  // `turned` there does not count
  std::vector<TrafficLine> lines;
  Instant start;                  // nothing happens before it
  std::optional<Instant> turned;  // this instant is ten in the morning of a Monday, whatever it is
};

// Begins with the start and is a hash of the rest, but for the opening hours: another plan's epoch
// is another one.
[[nodiscard]] std::string epoch_of(const TrafficPlan& plan);

// Remembers only what is not over. Goes on for ever. A copy goes on from the same place.
class Traffic {
 public:
  // `edge` says which source speaks.
  Traffic(const TrafficPlan& plan, const Edge& edge, EpochNames& epochs);

  // The next event; null when there is none before `end`.
  [[nodiscard]] const Event* peek(Instant end);
  // Takes what peek() showed.
  [[nodiscard]] Event take();
  // How many were taken: the number of the last one.
  [[nodiscard]] std::uint64_t taken() const { return taken_; }

 private:
  std::vector<TeamTraffic> teams_;
  EpochId epoch_;
  Events ready_;  // of one instant
  std::size_t next_ = 0;
  std::uint64_t taken_ = 0;
};

}  // namespace jono::simulator
