// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "collectors/subscribe/holes.h"

namespace jono::subscribe {
namespace {

using Numbers = std::set<std::uint64_t>;

// Asks until nothing is wanted; `has` of it comes.
Numbers fill(Holes& holes, const Numbers& has) {
  Numbers asked;
  while (const auto range = holes.wanted()) {
    for (std::uint64_t n = range->from; n <= range->to; ++n) {
      asked.insert(n);
      if (has.contains(n)) holes.came(range->epoch, n);
    }
    holes.answered(*range);
  }
  return asked;
}

TEST(SubscribeHoles, TheFirstWordBeginsAndNothingBeforeItIsMissing) {
  Holes holes;
  holes.sent("", 1000, true);
  EXPECT_EQ(holes.wanted(), std::nullopt);
  EXPECT_EQ(holes.whole_until(), 1000U);
  EXPECT_TRUE(holes.complete());
}

TEST(SubscribeHoles, AfterARestartWhatWasSentMeanwhileIsMissing) {
  Holes holes;
  holes.begin_at("e", 10);
  holes.sent("e", 14, true);
  EXPECT_EQ(holes.wanted(), (Range{"e", 11, 13}));
  EXPECT_EQ(holes.whole_until(), 10U);
  EXPECT_FALSE(holes.complete());
}

TEST(SubscribeHoles, AHeartbeatTellsOfALostTail) {
  Holes holes;
  holes.sent("", 5, true);
  holes.sent("", 7, false);
  EXPECT_EQ(holes.wanted(), (Range{"", 6, 7}));
  holes.give_up();
  EXPECT_EQ(holes.wanted(), std::nullopt);
  EXPECT_FALSE(holes.complete()) << "no later event shows the hole";
  holes.sent("", 8, true);
  EXPECT_TRUE(holes.complete()) << "now one does";
}

TEST(SubscribeHoles, AnAnswerThatLeavesSomeOutLosesTheseAlone) {
  Holes holes;
  holes.sent("", 1, true);
  holes.sent("", 10, true);
  EXPECT_EQ(fill(holes, {2, 3, 6, 9}), (Numbers{2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_TRUE(holes.complete());
  EXPECT_EQ(holes.whole_until(), 10U);
}

TEST(SubscribeHoles, OneWhoDoesNotAnswerIsAskedThreeTimes) {
  Holes holes;
  holes.sent("", 1, true);
  holes.sent("", 3, true);
  for (int i = 0; i < Holes::kTries; ++i) {
    ASSERT_EQ(holes.wanted(), (Range{"", 2, 2})) << i;
    holes.unanswered();
  }
  EXPECT_EQ(holes.wanted(), std::nullopt);
}

TEST(SubscribeHoles, AnotherEpochLeavesTheHolesOfTheLastBehind) {
  Holes holes;
  holes.sent("a", 1, true);
  holes.sent("a", 9, true);
  holes.sent("b", 50, true);
  EXPECT_EQ(holes.wanted(), std::nullopt);
  holes.came("a", 5);
  EXPECT_EQ(holes.epoch(), "b");
  EXPECT_EQ(holes.whole_until(), 50U);
}

TEST(SubscribeHoles, OfAnAbsurdHoleTheEndIsAskedFor) {
  Holes holes;
  holes.sent("", 1, true);
  holes.sent("", ~std::uint64_t{0}, true);
  ASSERT_TRUE(holes.wanted());
  EXPECT_GE(holes.wanted()->from, ~std::uint64_t{0} - Holes::kMost - 1);
  EXPECT_EQ(holes.wanted()->to - holes.wanted()->from, Holes::kAtOnce - 1);
}

RC_GTEST_PROP(SubscribeHoles, WhatIsAskedForIsWhatDidNotCome,
              (const std::set<std::uint8_t>& came)) {
  Holes holes;
  holes.begin_at("", 1);
  Numbers missing;
  for (std::uint64_t n = 2; n <= 257; ++n) {
    if (came.contains(static_cast<std::uint8_t>(n - 2)) || n == 257) {
      holes.sent("", n, true);
    } else {
      missing.insert(n);
    }
  }
  RC_ASSERT(fill(holes, missing) == missing);
  RC_ASSERT(holes.complete());
  RC_ASSERT(holes.whole_until() == 257U);
}

}  // namespace
}  // namespace jono::subscribe
