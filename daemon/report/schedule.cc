// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/schedule.h"

#include <algorithm>

namespace jono::report {
namespace {

// The latest that ended `after` ago or longer.
Period latest_over(Period::Kind kind, Millis after, const calendar::Zone& zone, Instant now) {
  return previous(holding(kind, zone.date_of(now - after)));
}

}  // namespace

Period holding(Period::Kind kind, calendar::LocalDate day) {
  using std::chrono::days;
  if (kind == Period::Kind::week) {
    const calendar::LocalDate monday = day - (std::chrono::weekday(day) - std::chrono::Monday);
    return {kind, monday, monday + days(7)};
  }
  const std::chrono::year_month_day date(day);
  const unsigned months = kind == Period::Kind::month ? 1 : 4;
  const unsigned first = (unsigned(date.month()) - 1) / months * months + 1;
  const auto begin = date.year() / std::chrono::month(first) / std::chrono::day(1);
  const auto end = begin + std::chrono::months(months);
  return {kind, calendar::LocalDate(begin), calendar::LocalDate(end)};
}

std::vector<Period> due(Period::Kind kind, Millis after, const calendar::Zone& zone, Instant now,
                        int most, const std::function<bool(const Period&)>& made) {
  std::vector<Period> out;
  Period period = latest_over(kind, after, zone, now);
  const Period latest = period;
  while (int(out.size()) < most && !made(period)) {
    out.push_back(period);
    period = previous(period);
  }
  const bool any_made = int(out.size()) < most || made(period);
  if (!any_made) return {latest};
  std::ranges::reverse(out);
  return out;
}

}  // namespace jono::report
