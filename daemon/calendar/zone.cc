// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>

#include "daemon/calendar/calendar.h"

namespace jono::calendar {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using LocalMillis = std::chrono::local_time<Millis>;

constexpr Instant kEarliest = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
constexpr Instant kLatest = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1) - Millis(1);

Instant bounded(Instant t) { return std::clamp(t, kEarliest, kLatest); }

}  // namespace

Zone Zone::utc() {
  return Zone(std::make_shared<const Spans>(Spans{{Instant::min(), Millis(0), Millis::max()}}));
}

Zone::Spans::const_iterator Zone::span_at(Instant t) const {
  return std::prev(std::ranges::upper_bound(*spans_, t, {}, &Span::begin));
}

// The first instant whose local time is not before the given one.
Instant Zone::at_local(Millis since_local_epoch) const {
  const auto span = std::ranges::upper_bound(*spans_, since_local_epoch, {}, &Span::local_end);
  const auto found = span == spans_->end() ? std::prev(span) : span;
  return std::max(found->begin, Instant(since_local_epoch - found->offset));
}

LocalDate Zone::date_of(Instant t) const {
  const Instant when = bounded(t);
  return std::chrono::floor<days>(LocalMillis((when + span_at(when)->offset).time_since_epoch()));
}

Instant Zone::day_start(LocalDate day) const { return at(day, minutes(0)); }

Instant Zone::at(LocalDate day, minutes since_midnight) const {
  const days since_epoch =
      std::clamp(day.time_since_epoch(), std::chrono::floor<days>(kEarliest.time_since_epoch()),
                 std::chrono::ceil<days>(kLatest.time_since_epoch()));
  return at_local(since_epoch + since_midnight);
}

Instant Zone::hour_start(Instant t) const {
  const Instant when = bounded(t);
  const auto span = span_at(when);
  return std::max(span->begin, std::chrono::floor<hours>(when + span->offset) - span->offset);
}

Instant Zone::hour_end(Instant t) const {
  const Instant when = bounded(t);
  const auto span = span_at(when);
  const Instant end = std::chrono::floor<hours>(when + span->offset) + hours(1) - span->offset;
  const auto next = std::next(span);
  return next == spans_->end() ? end : std::min(end, next->begin);
}

std::string Zone::format(Instant t) const {
  const Instant when = bounded(t);
  const Millis offset = span_at(when)->offset;
  const auto local = std::chrono::floor<seconds>(when + offset);
  const auto day = std::chrono::floor<days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(local - day);
  const auto east = std::chrono::duration_cast<minutes>(std::chrono::abs(offset));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}",
                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), offset < Millis(0) ? '-' : '+',
                     east.count() / 60, east.count() % 60);
}

}  // namespace jono::calendar
