// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/print.h"

#include <gtest/gtest.h>

#include "tests/report/traffic.h"

namespace jono::report {
namespace {

using namespace testing;

TEST(ReportPrint, DurationsAreRoundedHalfUp) {
  EXPECT_EQ(duration(0ms), "0:00:00");
  EXPECT_EQ(duration(499ms), "0:00:00");
  EXPECT_EQ(duration(500ms), "0:00:01");
  EXPECT_EQ(duration(59min + 59s + 500ms), "1:00:00");
  EXPECT_EQ(duration(125h + 3min + 9s), "125:03:09");
}

TEST(ReportPrint, CountsAreGrouped) {
  EXPECT_EQ(count(0), "0");
  EXPECT_EQ(count(999), "999");
  EXPECT_EQ(count(1000), "1\u00a0000");
  EXPECT_EQ(count(1234567), "1\u00a0234\u00a0567");
}

TEST(ReportPrint, PercentsNeverHideThatSomeAreMissing) {
  EXPECT_EQ(percent(0.875, Language::fi), "87,5\u00a0%");
  EXPECT_EQ(percent(0.875, Language::sv), "87,5\u00a0%");
  EXPECT_EQ(percent(0.875, Language::en), "87.5%");
  EXPECT_EQ(percent(1, Language::fi), "100,0\u00a0%");
  EXPECT_EQ(percent(0.99999, Language::fi), "99,9\u00a0%");
  EXPECT_EQ(percent(0.00001, Language::fi), "0,1\u00a0%");
  EXPECT_EQ(percent(0, Language::fi), "0,0\u00a0%");
  EXPECT_EQ(round_percent(0.9, Language::fi), "90\u00a0%");
  EXPECT_EQ(round_percent(0.995, Language::en), "99.5%");
}

TEST(ReportPrint, DatesAndTimes) {
  const calendar::LocalDate day = period("2026-W47").first;
  EXPECT_EQ(date(day, Language::fi), "16.11.2026");
  EXPECT_EQ(date(day, Language::sv), "16.11.2026");
  EXPECT_EQ(date(day, Language::en), "2026-11-16");
  EXPECT_EQ(dates(day, day + std::chrono::days(1), Language::fi), "16.11.2026");
  EXPECT_EQ(dates(day, day + std::chrono::days(7), Language::en), "2026-11-16 – 2026-11-22");
  EXPECT_EQ(clock(helsinki(), helsinki().at(day, 8h + 5min), Language::fi), "8.05");
  EXPECT_EQ(clock(helsinki(), helsinki().at(day, 8h + 5min), Language::en), "08:05");
}

TEST(ReportPrint, ValuesThatAreMissingOrHidden) {
  EXPECT_EQ(shown(Absent(), Language::fi), "–");
  EXPECT_EQ(shown(Hidden{5}, Language::fi), "<5");
  EXPECT_EQ(shown(Hidden(), Language::fi), "..");
}

TEST(ReportPrint, Changes) {
  const auto fi = Language::fi;
  EXPECT_EQ(change(std::int64_t{110}, std::int64_t{100}, fi), "+10,0\u00a0%");
  EXPECT_EQ(change(std::int64_t{50}, std::int64_t{100}, fi), "−50,0\u00a0%");
  EXPECT_EQ(change(std::int64_t{100}, std::int64_t{100}, fi), "0,0\u00a0%");
  EXPECT_EQ(change(std::int64_t{1}, std::int64_t{0}, fi), "–");
  EXPECT_EQ(change(0.5, 0.6, fi), "−10,0\u00a0%-yks.");
  EXPECT_EQ(change(Millis(1s), Millis(65s), fi), "−0:01:04");
  EXPECT_EQ(change(Millis(1400ms), Millis(1s), fi), "0:00:00");
  EXPECT_EQ(change(Absent(), 0.5, fi), "–");
  EXPECT_EQ(change(Hidden(), Hidden(), fi), "–");
}

}  // namespace
}  // namespace jono::report
