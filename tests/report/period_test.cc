// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/period.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ctime>

namespace jono::report {
namespace {

using namespace std::chrono_literals;
using calendar::LocalDate;
using std::chrono::days;

LocalDate date(int y, unsigned m, unsigned d) {
  return LocalDate(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

Period parsed(std::string_view text) {
  const auto period = parse_period(text);
  EXPECT_TRUE(period) << text;
  return period ? *period : Period{};
}

std::string window(const Period& period) {
  return id_of({Period::Kind::span, period.first, period.end});
}

// The C library's own ISO weeks are the judge.
std::string week_by_libc(LocalDate day) {
  const std::time_t seconds = std::chrono::seconds(day.time_since_epoch()).count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[16];
  return {text, std::strftime(text, sizeof(text), "%G-W%V", &parts)};
}

TEST(Time7_Weeks, EveryWeekFrom2020To2060) {
  int weeks_53 = 0;
  for (LocalDate monday = date(2019, 12, 30); monday < date(2061, 1, 3); monday += days(7)) {
    const std::string id = week_by_libc(monday);
    ASSERT_EQ(id, week_by_libc(monday + days(6)));
    const Period week = parsed(id);
    EXPECT_EQ(week, (Period{Period::Kind::week, monday, monday + days(7)})) << id;
    EXPECT_EQ(id_of(week), id);
    EXPECT_EQ(previous(week), (Period{Period::Kind::week, monday - days(7), monday}));
    weeks_53 += id.ends_with("W53") ? 1 : 0;
  }
  EXPECT_EQ(weeks_53, 8);  // 2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060
}

TEST(Period, AWeekIsComparedWithTheOneOfItsNumberAYearBefore) {
  EXPECT_EQ(id_of(year_before(parsed("2026-W47"))), "2025-W47");
  EXPECT_EQ(id_of(year_before(parsed("2026-W53"))), "2025-W52");
  EXPECT_EQ(id_of(year_before(parsed("2027-W52"))), "2026-W52");
  EXPECT_EQ(id_of(year_before(parsed("2021-W01"))), "2020-W01");
  EXPECT_EQ(id_of(previous(parsed("2027-W01"))), "2026-W53");
  EXPECT_EQ(id_of(previous(parsed("2026-W01"))), "2025-W52");
}

TEST(Period, Windows) {
  const struct {
    std::string_view id, window, previous, year_before;
  } kCases[] = {
      {"2026-W53", "2026-12-28..2027-01-03", "2026-W52", "2025-W52"},
      {"2026-11", "2026-11-01..2026-11-30", "2026-10", "2025-11"},
      {"2026-01", "2026-01-01..2026-01-31", "2025-12", "2025-01"},
      {"2024-02", "2024-02-01..2024-02-29", "2024-01", "2023-02"},
      {"2026-T1", "2026-01-01..2026-04-30", "2025-T3", "2025-T1"},
      {"2026-T2", "2026-05-01..2026-08-31", "2026-T1", "2025-T2"},
      {"2026-T3", "2026-09-01..2026-12-31", "2026-T2", "2025-T3"},
      {"2026-11-01..2026-11-15", "2026-11-01..2026-11-15", "2026-10-17..2026-10-31",
       "2025-11-01..2025-11-15"},
      {"2024-02-29..2024-02-29", "2024-02-29..2024-02-29", "2024-02-28..2024-02-28",
       "2023-02-28..2023-02-28"},
      {"2023-03-01..2024-02-29", "2023-03-01..2024-02-29", "2022-02-28..2023-02-28",
       "2022-03-01..2023-02-28"},
  };
  for (const auto& c : kCases) {
    const Period period = parsed(c.id);
    EXPECT_EQ(id_of(period), c.id);
    EXPECT_EQ(window(period), c.window) << c.id;
    EXPECT_EQ(id_of(previous(period)), c.previous) << c.id;
    EXPECT_EQ(id_of(year_before(period)), c.year_before) << c.id;
  }
}

TEST(Period, MonthsAndTertialsFollowEachOther) {
  for (int y = 2020; y <= 2060; ++y) {
    for (int month = 1; month <= 12; ++month) {
      const Period period = parsed(fmt::format("{}-{:02}", y, month));
      EXPECT_EQ(previous(period).end, period.first);
      EXPECT_EQ(id_of(year_before(period)), fmt::format("{}-{:02}", y - 1, month));
    }
    for (int tertial = 1; tertial <= 3; ++tertial) {
      const Period period = parsed(fmt::format("{}-T{}", y, tertial));
      EXPECT_EQ(previous(period).end, period.first);
      EXPECT_EQ(year_before(previous(period)), previous(year_before(period)));
    }
  }
}

TEST(Period, WhatIsNoneSaysWhatIsExpected) {
  for (const std::string_view text : {"",
                                      "2026",
                                      "2026-W00",
                                      "2025-W53",
                                      "2026-W54",
                                      "2026-w47",
                                      "2026-W4",
                                      "2026-13",
                                      "2026-00",
                                      "2026-1",
                                      "2026-T0",
                                      "2026-T4",
                                      "2026-T",
                                      "2026-11-15..2026-11-01",
                                      "2026-11-31..2026-12-01",
                                      "2026-11-01..",
                                      "2026-11-01...2026-11-02",
                                      "2016-11-01..2026-11-01",
                                      "2026-11-01",
                                      "0000-01",
                                      "+026-11",
                                      "2026-11 ",
                                      "2026-W47x"}) {
    const auto period = parse_period(text);
    ASSERT_FALSE(period) << text;
    EXPECT_NE(period.error().what.find("2026-W47"), std::string::npos);
  }
  EXPECT_TRUE(parse_period("2016-11-02..2026-11-01"));
}

}  // namespace
}  // namespace jono::report
