// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/schedule.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace jono::report {
namespace {

using std::chrono::hours;
using Kind = Period::Kind;

const calendar::Zone kZone = calendar::Zone::find("Europe/Helsinki").value();

Instant local(const char* day, int hour) {
  const auto period = parse_period(std::string(day) + ".." + day).value();
  return kZone.at(period.first, hours(hour));
}

std::vector<std::string> due_ids(Kind kind, Millis after, Instant now,
                                 const std::set<std::string>& made) {
  std::vector<std::string> out;
  const auto is_made = [&](const Period& period) { return made.contains(id_of(period)); };
  for (const Period& period : due(kind, after, kZone, now, 60, is_made)) {
    out.push_back(id_of(period));
  }
  return out;
}

using Ids = std::vector<std::string>;

TEST(Schedule, HoldsADay) {
  const auto id = [](Kind kind, const char* day) {
    return id_of(holding(kind, parse_period(std::string(day) + ".." + day).value().first));
  };
  EXPECT_EQ(id(Kind::week, "2027-01-03"), "2026-W53");
  EXPECT_EQ(id(Kind::week, "2027-01-04"), "2027-W01");
  EXPECT_EQ(id(Kind::month, "2026-12-31"), "2026-12");
  EXPECT_EQ(id(Kind::tertial, "2026-04-30"), "2026-T1");
  EXPECT_EQ(id(Kind::tertial, "2026-05-01"), "2026-T2");
  EXPECT_EQ(id(Kind::tertial, "2026-12-31"), "2026-T3");
}

TEST(Schedule, BeginsWithTheLatestPeriod) {
  EXPECT_EQ(due_ids(Kind::week, hours(6), local("2026-11-25", 12), {}), Ids{"2026-W47"});
  EXPECT_EQ(due_ids(Kind::month, hours(0), local("2026-11-25", 12), {}), Ids{"2026-10"});
  EXPECT_EQ(due_ids(Kind::tertial, hours(0), local("2026-11-25", 12), {}), Ids{"2026-T2"});
}

TEST(Schedule, WaitsAfterThePeriodsEnd) {
  const std::set<std::string> made = {"2026-W46"};
  EXPECT_EQ(due_ids(Kind::week, hours(30), local("2026-11-24", 5), made), Ids{});
  EXPECT_EQ(due_ids(Kind::week, hours(30), local("2026-11-24", 6), made), Ids{"2026-W47"});
}

TEST(Schedule, MakesUpForATimeOff) {
  const Ids missed = {"2026-W45", "2026-W46", "2026-W47"};
  EXPECT_EQ(due_ids(Kind::week, hours(6), local("2026-11-25", 12), {"2026-W44"}), missed);
  EXPECT_EQ(due_ids(Kind::week, hours(6), local("2026-11-25", 12), {"2026-W47"}), Ids{});
}

}  // namespace
}  // namespace jono::report
