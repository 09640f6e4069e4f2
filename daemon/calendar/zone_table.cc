// SPDX-License-Identifier: EUPL-1.2
#include <date/tz.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "daemon/calendar/calendar.h"

namespace jono::calendar {
namespace {

using std::chrono::days;
using std::chrono::year;

struct Change {
  Instant at;
  Millis offset;
};
using Changes = std::vector<Change>;

constexpr date::sys_seconds kFirst = date::sys_days(date::year(1850) / 1 / 1);
constexpr date::sys_seconds kListedEnd = date::sys_days(date::year(2100) / 1 / 1);
constexpr int kLastYear = 2199;

// Changes of the abbreviation alone are left out.
Changes listed_changes(const date::time_zone& tz) {
  Changes out;
  for (auto t = kFirst; t < kListedEnd;) {
    const date::sys_info info = tz.get_info(t);
    if (out.empty() || out.back().offset != info.offset) out.push_back({t, info.offset});
    t = info.end;
  }
  return out;
}

// The M3.5.0 of a zone's rule for ever: the day in a year on, or some hours from, which it changes.
struct YearlyDay {
  unsigned month = 0;
  unsigned week = 0;  // 5 is the last
  unsigned weekday = 0;

  [[nodiscard]] std::chrono::sys_days in(year y) const {
    const auto first = y / std::chrono::month(month);
    const std::chrono::weekday on(weekday);
    return week == 5 ? std::chrono::sys_days(first / on[std::chrono::last])
                     : std::chrono::sys_days(first / on[week]);
  }
};

// The last line of a compiled zone is its rule for ever, such as EET-2EEST,M3.5.0/3,M10.5.0/4.
std::vector<YearlyDay> days_for_ever(const std::string& zone) {
  std::ifstream file("/usr/share/zoneinfo/" + zone, std::ios::binary);
  std::string rule;
  for (std::string line; std::getline(file, line);) rule = line;
  std::vector<YearlyDay> out;
  for (auto comma = rule.find(','); comma != std::string::npos; comma = rule.find(',', comma + 1)) {
    YearlyDay day;
    constexpr int kFields = 3;
    if (std::sscanf(rule.c_str() + comma, ",M%2u.%1u.%1u", &day.month, &day.week, &day.weekday) ==
        kFields) {
      out.push_back(day);
    }
  }
  return out;
}

// The library knows only the listed changes, and they end in 2037: goes on as in the last listed
// year, by the zone's rule. Leaves the list as it is where the two do not fit together.
void go_on_for_ever(Changes& changes, const std::vector<YearlyDay>& rule) {
  constexpr days kNear(5);
  if (rule.size() != 2 || changes.size() < 3) return;
  const std::vector<Change> pattern(changes.end() - 2, changes.end());
  const Millis before[] = {pattern[1].offset, pattern[0].offset};
  const auto listed = std::chrono::floor<days>(pattern[0].at);
  const year last = std::chrono::year_month_day(listed).year();
  Changes more;
  for (std::size_t i = 0; i < 2; ++i) {
    for (const YearlyDay& day : rule) {
      const Millis from_day = pattern[i].at + before[i] - Instant(day.in(last));
      if (std::chrono::abs(from_day) > kNear) continue;
      for (year y = last + std::chrono::years(1); y <= year(kLastYear); ++y) {
        more.push_back({Instant(day.in(y)) + from_day - before[i], pattern[i].offset});
      }
    }
  }
  std::ranges::sort(more, {}, &Change::at);
  std::ranges::copy(more, std::back_inserter(changes));
}

}  // namespace

Zone::Spans Zone::spans_of(std::string_view iana_name) {
  const date::time_zone& tz = *date::locate_zone(iana_name);
  Changes changes = listed_changes(tz);
  go_on_for_ever(changes, days_for_ever(tz.name()));
  changes.front().at = Instant::min();
  Spans spans;
  Millis latest = Millis::min();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool last = i + 1 == changes.size();
    latest = last ? Millis::max()
                  : std::max(latest, changes[i + 1].at.time_since_epoch() + changes[i].offset);
    spans.push_back({changes[i].at, changes[i].offset, latest});
  }
  return spans;
}

Result<Zone> Zone::find(std::string_view iana_name) {
  try {
    return Zone(std::make_shared<const Spans>(spans_of(iana_name)));
  } catch (const std::exception& e) {
    return Error{Errc::give_up, "no such time zone: " + std::string(iana_name) + " (" + e.what() +
                                    "); use a name of the tz database, such as Europe/Helsinki"};
  }
}

}  // namespace jono::calendar
