// SPDX-License-Identifier: EUPL-1.2
#include "collectors/forgetful_map.h"

#include <gtest/gtest.h>

#include <map>

namespace jono::asterisk {
namespace {

Instant at(std::int64_t t) { return Instant(Millis(t)); }

using IntMap = ForgetfulMap<std::map<int, int>>;

TEST(ForgetfulMap, KeepsTheLatestValueUntilItIsErased) {
  IntMap map(Millis(100), 10);
  EXPECT_EQ(map.find(1), nullptr);
  map.put(1, 10, at(1000));
  map.put(1, 11, at(1001));
  ASSERT_NE(map.find(1), nullptr);
  EXPECT_EQ(*map.find(1), 11);
  map.erase(1);
  EXPECT_EQ(map.find(1), nullptr);
}

TEST(ForgetfulMap, ANewValueHidesAnAgedOneAndBothAreErased) {
  IntMap map(Millis(100), 10);
  map.put(1, 10, at(1000));
  map.put(1, 11, at(1100));
  EXPECT_EQ(map.size(), 2u);
  EXPECT_EQ(*map.find(1), 11);
  map.erase(1);
  EXPECT_EQ(map.find(1), nullptr);
}

TEST(ForgetfulMap, KeepsForItsTimeAndLessThanTwiceThat) {
  IntMap map(Millis(100), 10);
  map.put(1, 10, at(1000));
  map.put(2, 20, at(1099));
  map.put(3, 30, at(1100));
  EXPECT_NE(map.find(1), nullptr);
  EXPECT_NE(map.find(2), nullptr);
  map.put(4, 40, at(1200));
  EXPECT_EQ(map.find(1), nullptr);
  EXPECT_EQ(map.find(2), nullptr);
  EXPECT_NE(map.find(3), nullptr);
}

TEST(ForgetfulMap, NeverHoldsMoreThanTwiceItsBound) {
  IntMap map(Millis(100), 10);
  for (int i = 0; i < 1000; ++i) map.put(i, i, at(1000));
  EXPECT_LE(map.size(), 20u);
  EXPECT_EQ(*map.find(999), 999);
}

}  // namespace
}  // namespace jono::asterisk
