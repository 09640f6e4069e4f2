// SPDX-License-Identifier: EUPL-1.2
#include "daemon/base/brief_wait.h"

#include <gtest/gtest.h>

namespace jono {
namespace {

using std::chrono::microseconds;

struct FakeClock {
  using time_point = std::chrono::steady_clock::time_point;
  static time_point now() { return time; }
  static inline time_point time{};
};
using Wait = BriefWaitBy<FakeClock>;

// Takes so long to look, and is ready when it has looked `looks` times.
struct Looking {
  int looks;
  microseconds each{10};
  int looked = 0;
  bool operator()() {
    FakeClock::time += each;
    return ++looked >= looks;
  }
};

// Whether it fell asleep, for so long.
bool sleeps(Wait& wait, Looking& ready, microseconds how_long) {
  bool slept = false;
  wait([&] { return ready(); },
       [&] {
         slept = true;
         FakeClock::time += how_long;
       });
  return slept;
}

TEST(BriefWait, StaysAwakeAfterAShortWaitAlone) {
  Wait wait;
  Looking first{.looks = 3};
  EXPECT_TRUE(sleeps(wait, first, microseconds(50)));
  EXPECT_EQ(first.looked, 1);
  Looking second{.looks = 3};
  EXPECT_FALSE(sleeps(wait, second, microseconds(50)));
  EXPECT_EQ(second.looked, 3);
}

TEST(BriefWait, FallsAsleepAtOnceAfterALongWait) {
  Wait wait;
  Looking never{.looks = 1000};
  EXPECT_TRUE(sleeps(wait, never, microseconds(50)));
  EXPECT_TRUE(sleeps(wait, never, microseconds(50)));  // in vain for as long as it may
  EXPECT_EQ(never.looked, 1 + 30);
  EXPECT_TRUE(sleeps(wait, never, Wait::kMost));
  EXPECT_EQ(never.looked, 1 + 30 + 1);
  EXPECT_TRUE(sleeps(wait, never, Wait::kMost));
  EXPECT_EQ(never.looked, 1 + 30 + 2);
}

TEST(BriefWait, AnswersAtOnceWhatIsThere) {
  Wait wait;
  Looking ready{.looks = 1};
  EXPECT_FALSE(sleeps(wait, ready, microseconds(0)));
}

}  // namespace
}  // namespace jono
