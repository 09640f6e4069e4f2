// SPDX-License-Identifier: EUPL-1.2
#include "daemon/calendar/calendar.h"

namespace jono::calendar {
namespace {

using std::chrono::days;
using std::chrono::Friday;
using std::chrono::local_days;
using std::chrono::Saturday;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;

// Gauss's rule for the Gregorian calendar, in the form without exceptions.
LocalDate easter_sunday(int y) {
  const int golden = y % 19;
  const int century = y / 100;
  const int moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
  const int full = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
  const int to_sunday = (y + y / 4 + full + 2 - century + century / 4) % 7;
  return local_days(year(y) / 3 / 28) + days(full - to_sunday);
}

bool moves_with_easter(LocalDate day, int y) {
  const auto after = (day - easter_sunday(y)).count();
  constexpr int kGoodFriday = -2;
  constexpr int kAscension = 39;
  constexpr int kWhitSunday = 49;
  return after == kGoodFriday || after == 0 || after == 1 || after == kAscension ||
         after == kWhitSunday;
}

// `month_day` is month * 100 + day.
bool fixed_holiday(unsigned month_day) {
  switch (month_day) {
    case 101:
    case 106:
    case 501:
    case 1206:
    case 1224:
    case 1225:
    case 1226:
      return true;
    default:
      return false;
  }
}

bool moves_with_weekday(unsigned month_day, weekday on) {
  const auto within = [&](unsigned first, unsigned last) {
    return first <= month_day && month_day <= last;
  };
  const bool midsummer_eve = on == Friday && within(619, 625);
  const bool midsummer_day = on == Saturday && within(620, 626);
  const bool all_saints = on == Saturday && within(1031, 1106);
  return midsummer_eve || midsummer_day || all_saints;
}

}  // namespace

bool finnish_holiday(LocalDate day) {
  const year_month_day date(day);
  const auto month = static_cast<unsigned>(date.month());
  const unsigned month_day = month * 100 + static_cast<unsigned>(date.day());
  if (fixed_holiday(month_day) || moves_with_weekday(month_day, weekday(day))) return true;
  return 3 <= month && month <= 6 && moves_with_easter(day, static_cast<int>(date.year()));
}

int finnish_working_days(LocalDate first, LocalDate last) {
  int count = 0;
  for (LocalDate day = first; day <= last; day += days(1)) {
    if (weekday(day).iso_encoding() <= 5 && !finnish_holiday(day)) ++count;
  }
  return count;
}

}  // namespace jono::calendar
