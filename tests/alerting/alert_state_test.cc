// SPDX-License-Identifier: EUPL-1.2
#include "alerting/alert_state.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <vector>

namespace jono::alerting {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Instant kStart{std::chrono::hours(1000)};
constexpr Look kBreach{.breach = true, .clear = false};
constexpr Look kBetween{.breach = false, .clear = false};
constexpr Look kCalm{};
constexpr Look kUnknown{.known = false};
constexpr Look kUnsettled{.settled = false};
constexpr Look kOut{.in_hours = false, .breach = true, .clear = false};

// One alert with for: 2m and keep: 5m, looked at at given times.
class AlertStateTest : public testing::Test {
 protected:
  Change at(seconds since_start, const Look& look) {
    return step(state_, minutes(2), minutes(5), look, kStart + since_start);
  }
  void fire() {
    ASSERT_EQ(at(seconds(0), kBreach), (Change{Step::pending, Reason::breach}));
    ASSERT_EQ(at(seconds(120), kBreach), (Change{Step::fired, Reason::lasted}));
  }
  AlertState state_;
};

TEST_F(AlertStateTest, FiresOnceTheBreachHasLasted) {
  EXPECT_EQ(at(seconds(0), kBreach), (Change{Step::pending, Reason::breach}));
  EXPECT_EQ(at(seconds(119), kBreach), Change{});
  EXPECT_EQ(at(seconds(120), kBreach), (Change{Step::fired, Reason::lasted}));
  EXPECT_EQ(state_.breached, kStart);
  EXPECT_EQ(state_.fired, kStart + seconds(120));
  EXPECT_EQ(at(seconds(121), kBreach), Change{});
}

TEST_F(AlertStateTest, ABreachThatPausesBeginsAnew) {
  at(seconds(0), kBreach);
  EXPECT_EQ(at(seconds(60), kBetween), (Change{Step::dropped, Reason::no_breach}));
  EXPECT_EQ(at(seconds(61), kBreach), (Change{Step::pending, Reason::breach}));
  EXPECT_EQ(at(seconds(180), kBreach), Change{});
  EXPECT_EQ(at(seconds(181), kBreach), (Change{Step::fired, Reason::lasted}));
}

TEST_F(AlertStateTest, WithoutForItFiresAtOnce) {
  EXPECT_EQ(step(state_, Millis(0), minutes(5), kBreach, kStart),
            (Change{Step::fired, Reason::lasted}));
}

TEST_F(AlertStateTest, EndsOnlyAfterItHasBeenClearForKeep) {
  fire();
  EXPECT_EQ(at(seconds(200), kBetween), Change{});
  EXPECT_EQ(at(seconds(210), kCalm), (Change{Step::calming, Reason::clear}));
  EXPECT_EQ(at(seconds(300), kBetween), (Change{Step::held, Reason::breach}));
  EXPECT_EQ(at(seconds(310), kCalm), (Change{Step::calming, Reason::clear}));
  EXPECT_EQ(at(seconds(609), kCalm), Change{});
  EXPECT_EQ(at(seconds(610), kCalm), (Change{Step::resolved, Reason::kept}));
  EXPECT_EQ(state_, AlertState{});
}

TEST_F(AlertStateTest, WithoutDataItNeitherFiresNorEnds) {
  EXPECT_EQ(at(seconds(0), kUnknown), Change{});
  at(seconds(1), kBreach);
  EXPECT_EQ(at(seconds(60), kUnknown), (Change{Step::dropped, Reason::no_data}));
  state_ = {};
  fire();
  EXPECT_EQ(at(seconds(200), kUnknown), Change{});
  EXPECT_EQ(at(seconds(100'000), kUnknown), Change{});
  EXPECT_EQ(at(seconds(100'001), kCalm), (Change{Step::calming, Reason::clear}));
  EXPECT_EQ(at(seconds(100'100), kUnknown), (Change{Step::held, Reason::no_data}));
}

TEST_F(AlertStateTest, CalmFromThoseWhoJustCameBackIsNotBelieved) {
  fire();
  EXPECT_EQ(at(seconds(1000), kUnsettled), Change{});
  EXPECT_EQ(at(seconds(2000), kUnsettled), Change{});
  EXPECT_EQ(at(seconds(2100), kCalm), (Change{Step::calming, Reason::clear}));
  EXPECT_EQ(at(seconds(2400), kCalm), (Change{Step::resolved, Reason::kept}));
}

TEST_F(AlertStateTest, OutOfItsHoursItIsClosedNotResolved) {
  fire();
  EXPECT_EQ(at(seconds(200), kOut), (Change{Step::closed, Reason::hours}));
  EXPECT_EQ(at(seconds(201), kOut), Change{});
  at(seconds(300), kBreach);
  EXPECT_EQ(at(seconds(310), kOut), (Change{Step::dropped, Reason::hours}));
  Look unknown_and_out = kUnknown;
  unknown_and_out.in_hours = false;
  state_ = {};
  fire();
  EXPECT_EQ(at(seconds(400), unknown_and_out), (Change{Step::closed, Reason::hours}));
}

// Whatever is seen: it fires only after an unbroken breach of `for`, resolves only after an
// unbroken believed calm of `keep`, and fired and ended take turns.
RC_GTEST_PROP(AlertStateProperty, FiresAndEndsByEvidenceAlone, ()) {
  const auto looks = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 63));
  const seconds wait(*rc::gen::inRange(0, 6)), keep(*rc::gen::inRange(0, 6));
  AlertState state;
  bool firing = false;
  std::optional<Instant> breach_since, calm_since;
  Instant now = kStart;
  for (const int bits : looks) {
    now += seconds(bits % 3);
    const Look look{.in_hours = bits / 3 % 7 != 0,
                    .known = bits % 4 != 0,
                    .breach = bits % 2 == 1,
                    .clear = bits % 2 == 0 && bits % 5 != 0,
                    .settled = bits % 6 != 0};
    const bool breach = look.in_hours && look.known && look.breach;
    const bool calm = look.known && look.clear && look.settled;
    breach_since = breach ? breach_since.value_or(now) : std::optional<Instant>();
    calm_since = calm ? calm_since.value_or(now) : std::optional<Instant>();
    const Change change = step(state, wait, keep, look, now);
    if (change.step == Step::fired) {
      RC_ASSERT(!firing && breach_since && now - *breach_since >= wait);
      firing = true;
      calm_since.reset();
    } else if (change.step == Step::resolved) {
      RC_ASSERT(firing && look.in_hours && calm_since && now - *calm_since >= keep);
      firing = false;
      breach_since.reset();
    } else if (change.step == Step::closed) {
      RC_ASSERT(firing && !look.in_hours);
      firing = false;
    } else {
      // Nothing that is due is put off.
      RC_ASSERT(firing || !breach_since || now - *breach_since < wait);
      RC_ASSERT(!firing || (look.in_hours && (!calm_since || now - *calm_since < keep)));
    }
    RC_ASSERT(firing == (state.phase == Phase::firing));
  }
}

}  // namespace
}  // namespace jono::alerting
