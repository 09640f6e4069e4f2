// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <utility>

#include "daemon/calendar/calendar.h"

namespace jono::calendar {
namespace {

using std::chrono::days;

constexpr days kHorizon(60);
const OpenIntervals kClosed;

}  // namespace

LineCalendar::LineCalendar(Zone zone, std::vector<OpeningVersion> versions)
    : zone_(std::move(zone)),
      versions_(std::make_shared<const std::vector<OpeningVersion>>(std::move(versions))) {}

const OpenIntervals& LineCalendar::intervals(LocalDate day) const {
  const auto next = std::ranges::upper_bound(*versions_, day, {}, &OpeningVersion::from);
  if (next == versions_->begin()) return kClosed;
  const OpeningVersion& version = *std::prev(next);
  const auto exception = version.exceptions.find(day);
  if (exception != version.exceptions.end()) return exception->second;
  if (version.finnish_holidays && finnish_holiday(day)) return kClosed;
  return version.weekly[std::chrono::weekday(day).iso_encoding() - 1];
}

LineCalendar::Stretch LineCalendar::stretch(LocalDate day, const OpenInterval& interval) const {
  return {zone_.at(day, interval.from), zone_.at(day, interval.to)};
}

bool LineCalendar::open_at(Instant t) const {
  const Instant from = std::min(t, Instant::max() - Millis(1));
  return open_between(from, from + Millis(1)) > Millis(0);
}

Millis LineCalendar::open_between(Instant from, Instant to) const {
  Millis sum(0);
  if (versions_->empty() || to <= from) return sum;
  const LocalDate last = zone_.date_of(to) + days(1);  // a clock turned back over midnight
  for (LocalDate day = std::max(zone_.date_of(from), versions_->front().from); day <= last;
       day += days(1)) {
    for (const OpenInterval& interval : intervals(day)) {
      const Stretch open = stretch(day, interval);
      if (open.from >= to) return sum;
      sum += std::max(Millis(0), std::min(open.to, to) - std::max(open.from, from));
    }
  }
  return sum;
}

std::optional<Instant> LineCalendar::next_change(Instant t) const {
  std::optional<Instant> closes;
  const LocalDate last = zone_.date_of(t) + kHorizon;
  for (LocalDate day = zone_.date_of(t); day <= last; day += days(1)) {
    for (const OpenInterval& interval : intervals(day)) {
      const Stretch open = stretch(day, interval);
      if (open.to <= t || open.to == open.from) continue;
      if (!closes && open.from > t) return open.from;
      if (closes && open.from > *closes) return closes;
      closes = open.to;
    }
    if (closes && *closes < zone_.day_end(day)) return closes;
  }
  return std::nullopt;
}

std::optional<Instant> LineCalendar::due_end(Instant requested) const {
  if (open_at(requested)) return zone_.day_end(zone_.date_of(requested));
  const auto opening = next_change(requested);
  if (!opening) return std::nullopt;
  return zone_.day_end(zone_.date_of(*opening));
}

}  // namespace jono::calendar
