// SPDX-License-Identifier: EUPL-1.2
// What one line expects of one day, quarter by quarter: demand, agents, time for callbacks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "collectors/simulator/line_model.h"
#include "collectors/simulator/random.h"
#include "collectors/simulator/simulator_config.h"
#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"

namespace jono::simulator {

struct Step {
  double calls = 0;      // a millisecond
  double callbacks = 0;  // that can be handled, a millisecond
  std::uint32_t agents = 0;
};

// What a plan is made from.
struct PlanParts {
  calendar::LineCalendar calendar;
  Volume volume;
  LineModel model;
  std::optional<Instant> turned;  // this instant is ten in the morning, of a Monday like all days
};

class DayPlan {
 public:
  // Of the day that holds `t`.
  DayPlan(const PlanParts& parts, Instant t);

  [[nodiscard]] Instant from() const { return from_; }
  [[nodiscard]] Instant to() const { return to_; }
  // `t` is in [from, to).
  [[nodiscard]] const Step& at(Instant t) const { return steps_[index(t)]; }
  // When the number of agents may change next; `to` at the latest.
  [[nodiscard]] Instant next_step(Instant t) const;

  // The next point after `t` of a Poisson process with that rate, or `to` where there is none.
  [[nodiscard]] Instant next_point(double Step::* rate, Instant t, Random& random) const;

 private:
  struct Demand {
    std::vector<double> open;    // share of each quarter
    std::vector<double> weight;  // of its calls
    double factor = 0;           // of the day beside a mean one
  };

  [[nodiscard]] std::size_t index(Instant t) const {
    return static_cast<std::size_t>((t - from_) / kQuarterLength);
  }
  void turn(Instant turned, Instant t, Demand& demand);
  void follow_calendar(const calendar::LineCalendar& calendar, Instant t, Demand& demand);
  void set_calls(const PlanParts& parts, const Demand& demand);
  void set_agents(const PlanParts& parts, const Demand& demand);
  void set_callbacks(const PlanParts& parts, const Demand& demand);

  Instant from_;
  Instant to_;
  std::vector<Step> steps_;
};

}  // namespace jono::simulator
