// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <set>

#include "tests/calendar/calendar_support.h"

namespace jono::calendar {
namespace {

using std::chrono::days;

// The moving ones: Easter Sunday, Midsummer Eve, All Saints' Day.
struct MovingDays {
  int year;
  LocalDate easter;
  LocalDate midsummer_eve;
  LocalDate all_saints;
};

const MovingDays kMoving[] = {
    {2020, day(2020, 4, 12), day(2020, 6, 19), day(2020, 10, 31)},
    {2021, day(2021, 4, 4), day(2021, 6, 25), day(2021, 11, 6)},
    {2022, day(2022, 4, 17), day(2022, 6, 24), day(2022, 11, 5)},
    {2023, day(2023, 4, 9), day(2023, 6, 23), day(2023, 11, 4)},
    {2024, day(2024, 3, 31), day(2024, 6, 21), day(2024, 11, 2)},
    {2025, day(2025, 4, 20), day(2025, 6, 20), day(2025, 11, 1)},
    {2026, day(2026, 4, 5), day(2026, 6, 19), day(2026, 10, 31)},
    {2027, day(2027, 3, 28), day(2027, 6, 25), day(2027, 11, 6)},
    {2028, day(2028, 4, 16), day(2028, 6, 23), day(2028, 11, 4)},
    {2029, day(2029, 4, 1), day(2029, 6, 22), day(2029, 11, 3)},
    {2030, day(2030, 4, 21), day(2030, 6, 21), day(2030, 11, 2)},
};

std::set<LocalDate> expected(const MovingDays& m) {
  return {day(m.year, 1, 1),   day(m.year, 1, 6),   m.easter - days(2),        m.easter,
          m.easter + days(1),  day(m.year, 5, 1),   m.easter + days(39),       m.easter + days(49),
          m.midsummer_eve,     m.all_saints,        m.midsummer_eve + days(1), day(m.year, 12, 6),
          day(m.year, 12, 24), day(m.year, 12, 25), day(m.year, 12, 26)};
}

TEST(Holidays, OfElevenYears) {
  for (const MovingDays& m : kMoving) {
    std::set<LocalDate> found;
    for (LocalDate d = day(m.year, 1, 1); d <= day(m.year, 12, 31); d += days(1)) {
      if (finnish_holiday(d)) found.insert(d);
    }
    EXPECT_EQ(found, expected(m)) << m.year;
  }
}

TEST(Holidays, WorkingDays) {
  const auto of_year = [](int y) { return finnish_working_days(day(y, 1, 1), day(y, 12, 31)); };
  EXPECT_EQ(of_year(2023), 251);
  EXPECT_EQ(of_year(2024), 252);
  EXPECT_EQ(of_year(2025), 251);
  EXPECT_EQ(of_year(2026), 252);
  EXPECT_EQ(of_year(2027), 253);
  EXPECT_EQ(finnish_working_days(day(2023, 9, 1), day(2023, 12, 31)), 83);
  EXPECT_EQ(finnish_working_days(day(2023, 9, 2), day(2023, 9, 1)), 0);
}

}  // namespace
}  // namespace jono::calendar
