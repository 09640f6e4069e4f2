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
  // When the line closes for the last time; Instant::max() if it does not open.
  [[nodiscard]] Instant closes() const { return closes_; }
  // `t` is in [from, to).
  [[nodiscard]] const Step& at(Instant t) const { return steps_[index(t)]; }
  // When the number of agents may change next; `to` at the latest.
  [[nodiscard]] Instant next_step(Instant t) const;

  // The next point after `t` of a Poisson process with that rate; `to` where there is none.
  [[nodiscard]] Instant next_point(double Step::* rate, Instant t, Random& random) const;

 private:
  // Quarter by quarter, what the calendar says.
  struct Demand {
    std::vector<double> open;    // the share of it that is open
    std::vector<double> weight;  // of its calls, beside the others'
    double day = 1;              // the day's calls, beside a mean working day's
    std::size_t first = 0;       // the opening that a working day's numbers are meant for
    std::size_t last = 0;
    [[nodiscard]] double sum(const std::vector<double>& of) const;
  };

  [[nodiscard]] std::size_t index(Instant t) const {
    return static_cast<std::size_t>((t - from_) / kQuarterLength);
  }
  [[nodiscard]] Demand turned_day(Instant turned, Instant t);
  [[nodiscard]] Demand calendar_day(const calendar::LineCalendar& calendar, Instant t);
  void set_calls(const PlanParts& parts, const Demand& demand);
  void set_agents(const PlanParts& parts, const Demand& demand);
  void set_callbacks(const PlanParts& parts, const Demand& demand);

  Instant from_;
  Instant to_;
  Instant closes_ = Instant::max();
  std::vector<Step> steps_;
  double most_calls_ = 0;
  double most_callbacks_ = 0;
};

}  // namespace jono::simulator
