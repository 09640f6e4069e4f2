// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/day_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace jono::simulator {
namespace {

using calendar::LocalDate;
using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t kHour = 4;  // quarters
constexpr std::size_t kEvening = 14;
constexpr std::size_t kDrain = 2;   // after closing, agents stay for those who wait
constexpr double kRush = 1.2;       // of the first hour after a night
constexpr double kTooEarly = 0.04;  // of the mean demand, just before opening and after closing
constexpr double kNight = 0.35;     // the least weight of a turned day
constexpr double kMillis = static_cast<double>(kQuarterLength.count());

Millis quarters(std::size_t count) { return static_cast<Millis::rep>(count) * kQuarterLength; }

double ratio(Millis a, Millis b) {
  return static_cast<double>(a.count()) / static_cast<double>(b.count());
}

// A day that is shorter than that weekday usually is has fewer calls.
double shortness(const calendar::LineCalendar& calendar, LocalDate day) {
  const calendar::Zone& zone = calendar.zone();
  const auto open = [&](LocalDate d) {
    return calendar.open_between(zone.day_start(d), zone.day_end(d));
  };
  const Millis usual = std::max(open(day - days(7)), open(day + days(7)));
  return usual == Millis(0) ? 1 : std::min(1.0, ratio(open(day), usual));
}

}  // namespace

double DayPlan::Demand::sum(const std::vector<double>& of) const {
  return std::accumulate(of.begin() + static_cast<std::ptrdiff_t>(first),
                         of.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
}

DayPlan::DayPlan(const PlanParts& parts, Instant t) {
  const Demand demand =
      parts.turned ? turned_day(*parts.turned, t) : calendar_day(parts.calendar, t);
  if (demand.first == demand.last) return;
  closes_ = std::min(to_, from_ + quarters(demand.last));
  set_calls(parts, demand);
  set_agents(parts, demand);
  set_callbacks(parts, demand);
  for (const Step& step : steps_) {
    most_calls_ = std::max(most_calls_, step.calls);
    most_callbacks_ = std::max(most_callbacks_, step.callbacks);
  }
}

DayPlan::Demand DayPlan::turned_day(Instant turned, Instant t) {
  const Instant midnight = turned - hours(10);
  from_ = midnight + std::chrono::floor<days>(t - midnight);
  to_ = from_ + days(1);
  steps_.resize(24 * kHour);
  Demand out{.open = std::vector<double>(steps_.size(), 1),
             .weight = std::vector<double>(steps_.size()),
             .day = weekday_weight(0),
             .first = 8 * kHour,
             .last = 16 * kHour};
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    out.weight[i] = std::max(kNight, hour_weight(static_cast<int>(i / kHour)));
    if (i / kHour == 8) out.weight[i] *= kRush;
  }
  return out;
}

DayPlan::Demand DayPlan::calendar_day(const calendar::LineCalendar& calendar, Instant t) {
  const LocalDate day = calendar.zone().date_of(t);
  from_ = calendar.zone().day_start(day);
  to_ = calendar.zone().day_end(day);
  steps_.resize(
      static_cast<std::size_t>((to_ - from_ + kQuarterLength - Millis(1)) / kQuarterLength));
  Demand out{.open = std::vector<double>(steps_.size()),
             .weight = std::vector<double>(steps_.size())};
  std::size_t opened = 0;  // where the opening began that goes on
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const Instant at = from_ + quarters(i);
    out.open[i] = ratio(calendar.open_between(at, at + kQuarterLength), kQuarterLength);
    if (out.open[i] == 0) {
      opened = i + 1;
      continue;
    }
    if (out.last == 0) out.first = i;
    out.last = i + 1;
    const bool rush = opened > 0 && i < opened + kHour;
    const int hour = static_cast<int>(std::min<std::size_t>(23, i / kHour));
    out.weight[i] = out.open[i] * hour_weight(hour) * (rush ? kRush : 1);
  }
  if (out.last > 0) {
    const std::chrono::weekday weekday(day);
    out.day = weekday_weight(weekday.iso_encoding() - 1) * shortness(calendar, day);
  }
  return out;
}

void DayPlan::set_calls(const PlanParts& parts, const Demand& demand) {
  const double calls = parts.volume.calls * demand.day / kMillis;
  const double each = calls / demand.sum(demand.weight);
  for (std::size_t i = 0; i < steps_.size(); ++i) steps_[i].calls = each * demand.weight[i];
  const double early = kTooEarly * calls / static_cast<double>(demand.last - demand.first);
  const std::size_t from = demand.first - std::min(demand.first, kHour);
  const std::size_t to = std::min(demand.last + kHour, steps_.size());
  for (std::size_t i = from; i < to; ++i) {
    if (demand.open[i] == 0) steps_[i].calls = early;
  }
}

// Rounded so that the whole day has the agents that its work needs.
void DayPlan::set_agents(const PlanParts& parts, const Demand& demand) {
  const LineModel& model = parts.model;
  const double calls = parts.volume.calls - std::min(parts.volume.calls, parts.volume.callbacks);
  const double day = 1 + model.follow * (demand.day - 1);
  const double work = calls * day * ratio(model.talk + model.wrapup, kQuarterLength) / model.load;
  const double open = demand.sum(demand.open);
  const double weight = demand.sum(demand.weight);
  double wanted = 0;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (demand.open[i] == 0) continue;
    wanted += work * ((1 - model.follow) * demand.open[i] / open +
                      model.follow * demand.weight[i] / weight);
    const double agents = std::max(0.0, std::floor(wanted + 0.5));
    wanted -= agents;
    steps_[i].agents = std::max(1U, static_cast<std::uint32_t>(agents));
  }
  const std::size_t end = std::min(demand.last + kDrain, steps_.size());
  for (std::size_t i = demand.last; i < end; ++i) {
    steps_[i].agents = std::max(steps_[i].agents, steps_[demand.last - 1].agents);
  }
}

void DayPlan::set_callbacks(const PlanParts& parts, const Demand& demand) {
  const double callbacks = parts.volume.callbacks / kMillis;
  const double by_day = callbacks * parts.model.callbacks_by_day / demand.sum(demand.open);
  for (std::size_t i = 0; i < steps_.size(); ++i) steps_[i].callbacks = by_day * demand.open[i];
  const double evening = callbacks * parts.model.callbacks_evening / kEvening;
  const std::size_t end = std::min(demand.last + kEvening, steps_.size());
  for (std::size_t i = demand.last; i < end; ++i) steps_[i].callbacks = evening;
}

Instant DayPlan::next_step(Instant t) const {
  return std::min(to_, from_ + quarters(index(t) + 1));
}

Instant DayPlan::next_point(double Step::* rate, Instant t, Random& random) const {
  const double most = rate == &Step::calls ? most_calls_ : most_callbacks_;
  if (most <= 0) return to_;
  double after = 0;
  for (;;) {
    after += random.exponential() / most;
    if (after >= static_cast<double>((to_ - t).count())) return to_;
    const Instant point = t + Millis(static_cast<std::int64_t>(after));
    if (random.uniform() * most < at(point).*rate) return point;
  }
}

}  // namespace jono::simulator
