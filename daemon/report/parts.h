// SPDX-License-Identifier: EUPL-1.2
// The parts of a report under the names that machines read them by; the same in CSV and JSON.
#pragma once

#include <string_view>

#include "daemon/report/model.h"

namespace jono::report {

template <class F>
void for_each_part(const Report& report, F f) {
  f("period", report.now);
  f("previous", report.before);
  f("year_before", report.year_before);
  f(report.by_month ? "months" : "days", report.days);
  f("hours_of_day", report.hours);
  f("weekday_hours", report.heat);
  f("slowest_hours", report.slowest);
  f("most_abandoned_hours", report.most_abandoned);
}

[[nodiscard]] constexpr std::string_view kind_name(Subject::Kind kind) {
  constexpr std::string_view kNames[] = {"line", "group", "all"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace jono::report
