// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/visitors.h"

#include <gtest/gtest.h>

namespace jono::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Visitors::Time kStart{};

int granted(Visitors& visitors, const std::string& who, Visitors::Time now, int tries) {
  int out = 0;
  for (int i = 0; i < tries; ++i) out += visitors.may(who, now) ? 1 : 0;
  return out;
}

TEST(X07_Visitors, ABurstAndThenARate) {
  Visitors visitors({.burst = 10, .a_second = 2});
  EXPECT_EQ(granted(visitors, "a", kStart, 100), 10);
  EXPECT_EQ(granted(visitors, "a", kStart + milliseconds(499), 100), 0);
  EXPECT_EQ(granted(visitors, "a", kStart + seconds(2), 100), 4);
  EXPECT_EQ(granted(visitors, "a", kStart + seconds(1000), 100), 10);
}

TEST(X07_Visitors, OneIsNotHeldUpByAnother) {
  Visitors visitors({.burst = 10, .a_second = 2});
  EXPECT_EQ(granted(visitors, "a", kStart, 100), 10);
  EXPECT_EQ(granted(visitors, "b", kStart, 5), 5);
}

TEST(X07_Visitors, TheQuietAreForgottenFirst) {
  Visitors visitors({.burst = 2, .a_second = 1}, 2);
  EXPECT_EQ(granted(visitors, "quiet", kStart, 1), 1);
  EXPECT_EQ(granted(visitors, "loud", kStart + seconds(10), 9), 2);
  EXPECT_EQ(granted(visitors, "new", kStart + seconds(10), 1), 1);
  EXPECT_EQ(granted(visitors, "loud", kStart + seconds(10), 9), 0);
}

TEST(X07_Visitors, TooManyAtOnceAreAllForgotten) {
  Visitors visitors({.burst = 1, .a_second = 0.001}, 100);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(visitors.may(std::to_string(i), kStart));
  EXPECT_FALSE(visitors.may("7", kStart));
  EXPECT_TRUE(visitors.may("100", kStart));
  EXPECT_TRUE(visitors.may("7", kStart));
}

}  // namespace
}  // namespace jono::http
