// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/period.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace jono::report {
namespace {

using calendar::LocalDate;
using std::chrono::days;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr int kTertialMonths = 4;

// All of `text` as a number of exactly `digits` digits.
std::optional<int> number(std::string_view text, std::size_t digits) {
  int value = 0;
  if (text.size() != digits ||
      !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The Monday of the week of 4 January: week 1 by ISO 8601.
LocalDate first_week(int y) {
  const LocalDate fourth(year(y) / 1 / 4);
  return fourth - (std::chrono::weekday(fourth) - std::chrono::Monday);
}

int weeks_of(int y) { return static_cast<int>((first_week(y + 1) - first_week(y)) / days(7)); }

struct IsoWeek {
  int year;
  int week;
};

IsoWeek iso_week(LocalDate monday) {
  const int y = static_cast<int>(year_month_day(monday + days(3)).year());
  return {y, static_cast<int>((monday - first_week(y)) / days(7)) + 1};
}

Period week_of(int y, int week) {
  const LocalDate monday = first_week(y) + days(7) * (week - 1);
  return {Period::Kind::week, monday, monday + days(7)};
}

Period months_from(Period::Kind kind, year_month_day first, int count) {
  return {kind, LocalDate(first), LocalDate(first + months(count))};
}

// The same date so many years away; 29 February becomes the 28th.
LocalDate moved(LocalDate date, years by) {
  const year_month_day there = year_month_day(date) + by;
  return there.ok() ? LocalDate(there)
                    : LocalDate(there.year() / there.month() / std::chrono::last);
}

std::optional<LocalDate> date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number(text.substr(0, 4), 4);
  const auto m = number(text.substr(5, 2), 2);
  const auto d = number(text.substr(8, 2), 2);
  if (!y || !m || !d || *y == 0) return std::nullopt;
  const year_month_day found = year(*y) / *m / *d;
  return found.ok() ? std::optional(LocalDate(found)) : std::nullopt;
}

std::optional<Period> span(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == text.npos) return std::nullopt;
  const auto first = date(text.substr(0, dots));
  const auto last = date(text.substr(dots + 2));
  if (!first || !last || *last < *first || *last >= moved(*first, years(10))) return std::nullopt;
  return Period{Period::Kind::span, *first, *last + days(1)};
}

std::optional<Period> part_of_year(std::string_view text) {
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  const auto y = number(text.substr(0, 4), 4);
  if (!y || *y == 0) return std::nullopt;
  const std::string_view part = text.substr(5);
  if (const auto month = number(part, 2)) {
    if (*month < 1 || *month > 12) return std::nullopt;
    return months_from(Period::Kind::month, year(*y) / *month / 1, 1);
  }
  if (part.front() == 'W') {
    const auto week = number(part.substr(1), 2);
    if (!week || *week < 1 || *week > weeks_of(*y)) return std::nullopt;
    return week_of(*y, *week);
  }
  const auto tertial = part.front() == 'T' ? number(part.substr(1), 1) : std::nullopt;
  if (!tertial || *tertial < 1 || *tertial > 3) return std::nullopt;
  const int month = (*tertial - 1) * kTertialMonths + 1;
  return months_from(Period::Kind::tertial, year(*y) / month / 1, kTertialMonths);
}

}  // namespace

Result<Period> parse_period(std::string_view text) {
  std::optional<Period> found = span(text);
  if (!found) found = part_of_year(text);
  if (found) return *found;
  return Error{
      Errc::bad_input,
      fmt::format("\"{}\" is no period: give a week (2026-W47; not every year has a W53), a "
                  "month (2026-11), a tertial (2026-T1, T2, T3) or the first and last day "
                  "(2026-11-01..2026-11-15, at most ten years)",
                  text)};
}

std::string id_of(const Period& period) {
  const year_month_day first(period.first);
  const int y = static_cast<int>(first.year());
  const unsigned month = static_cast<unsigned>(first.month());
  switch (period.kind) {
    case Period::Kind::week: {
      const IsoWeek week = iso_week(period.first);
      return fmt::format("{:04}-W{:02}", week.year, week.week);
    }
    case Period::Kind::month:
      return fmt::format("{:04}-{:02}", y, month);
    case Period::Kind::tertial:
      return fmt::format("{:04}-T{}", y, (month - 1) / kTertialMonths + 1);
    case Period::Kind::span:
      break;
  }
  const year_month_day last(period.end - days(1));
  return fmt::format("{:04}-{:02}-{:02}..{:04}-{:02}-{:02}", y, month,
                     static_cast<unsigned>(first.day()), static_cast<int>(last.year()),
                     static_cast<unsigned>(last.month()), static_cast<unsigned>(last.day()));
}

Period previous(const Period& period) {
  const year_month_day first(period.first);
  switch (period.kind) {
    case Period::Kind::month:
      return months_from(period.kind, first - months(1), 1);
    case Period::Kind::tertial:
      return months_from(period.kind, first - months(kTertialMonths), kTertialMonths);
    case Period::Kind::week:
    case Period::Kind::span:
      break;
  }
  return {period.kind, period.first - (period.end - period.first), period.first};
}

Period year_before(const Period& period) {
  switch (period.kind) {
    case Period::Kind::week: {
      const IsoWeek week = iso_week(period.first);
      return week_of(week.year - 1, std::min(week.week, weeks_of(week.year - 1)));
    }
    case Period::Kind::month:
    case Period::Kind::tertial:
      return {period.kind, moved(period.first, years(-1)), moved(period.end, years(-1))};
    case Period::Kind::span:
      break;
  }
  return {period.kind, moved(period.first, years(-1)),
          moved(period.end - days(1), years(-1)) + days(1)};
}

}  // namespace jono::report
