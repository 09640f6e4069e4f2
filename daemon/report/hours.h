// SPDX-License-Identifier: EUPL-1.2
// What a report says hour by hour: by hour of the day, by weekday and hour, and the worst hours.
#pragma once

#include <optional>
#include <vector>

#include "daemon/report/model.h"

namespace jono::report {

// Hours put together that need not follow each other: sums, and coverage weighted by time. Hours of
// which nothing is known count in the coverage only.
class Gathered {
 public:
  void add(const engine::HourRow& row, Instant now);
  [[nodiscard]] bool busy() const;  // something happened, or the line was open
  [[nodiscard]] std::optional<engine::HourRow> row() const;

 private:
  engine::HourRow sum_;
  Millis time_{0};
  double covered_ = 0;  // milliseconds
  bool known_ = false;
};

// A line's hour and where the local clock puts it.
struct LocalHour {
  engine::HourRow row;
  unsigned weekday = 0;  // Monday is 1
  unsigned hour = 0;     // of the day; both autumn hours are 3
};
// Of the period, up to now.
[[nodiscard]] std::vector<LocalHour> local_hours(const Facts& facts, const LineFacts& line);

// By LineFacts' place in `facts.lines`.
using HoursOfLines = std::vector<std::vector<LocalHour>>;

// Fill Report::hours and heat, and slowest and most_abandoned.
void gather_hours(const Facts& facts, const HoursOfLines& hours, Report& report);
void find_worst(const Facts& facts, const HoursOfLines& hours, Report& report);

}  // namespace jono::report
