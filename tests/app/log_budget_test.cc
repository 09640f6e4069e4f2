// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/log_budget.h"

#include <gtest/gtest.h>

#include <string>

namespace jono::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(LogBudget, KnowsWhatALineIsOf) {
  EXPECT_EQ(part_of("source pbx: not there: refused"), "source pbx");
  EXPECT_EQ(part_of("feed: the keys have changed"), "feed");
  EXPECT_EQ(part_of("there is room on the disk again"), "");
  EXPECT_EQ(part_of("nothing more is taken: the disk is full"), "");
  EXPECT_EQ(part_of("http://127.0.0.1:9636/"), "");
}

TEST(LogBudget, TwentyAtOnceAndOneMoreEveryThreeSeconds) {
  LogBudget budget;
  const LogBudget::Ticks begin{};
  for (int i = 0; i < 20; ++i) EXPECT_EQ(budget.spend("feed", begin), 0U);
  for (int i = 0; i < 7; ++i)
    EXPECT_EQ(budget.spend("feed", begin + milliseconds(2999)), std::nullopt);
  EXPECT_EQ(budget.spend("feed", begin + seconds(3)), 7U);
  EXPECT_EQ(budget.spend("feed", begin + seconds(3)), std::nullopt);
}

TEST(LogBudget, NobodysLinesCostAnother) {
  LogBudget budget;
  for (int i = 0; i < 100; ++i) static_cast<void>(budget.spend("source a", {}));
  EXPECT_EQ(budget.spend("source b", {}), 0U);
}

TEST(LogBudget, SavesNoMoreThanTwenty) {
  LogBudget budget;
  static_cast<void>(budget.spend("feed", {}));
  const LogBudget::Ticks later{std::chrono::hours(1)};
  int written = 0;
  while (budget.spend("feed", later)) ++written;
  EXPECT_EQ(written, 20);
}

TEST(LogBudget, TimeThatGoesBackGivesNothing) {
  LogBudget budget;
  const LogBudget::Ticks now{seconds(100)};
  while (budget.spend("feed", now)) {
  }
  EXPECT_EQ(budget.spend("feed", now - seconds(50)), std::nullopt);
  EXPECT_EQ(budget.spend("feed", now), std::nullopt);
  EXPECT_EQ(budget.spend("feed", now + seconds(3)), 3U);
}

TEST(LogBudget, KeepsNoAccountOfAMillionParts) {
  LogBudget budget;
  int written = 0;
  for (int i = 0; i < 1000; ++i) written += budget.spend("p" + std::to_string(i), {}) ? 1 : 0;
  EXPECT_EQ(written, 256 + 20);  // one account for all the others
}

}  // namespace
}  // namespace jono::app
