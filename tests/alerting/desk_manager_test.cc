// SPDX-License-Identifier: EUPL-1.2
// What Alertmanagers are told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/desk_world.h"

namespace jono::alerting {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DeskManager, AnAlertmanagerIsToldTheStateEvenWhereItsEndWasNotConfirmed) {
  World world({manager("am")});
  world.fire();
  world.play(minutes(20));
  world.down = {"am"};
  world.end();
  world.play(minutes(1));
  world.down = {};
  world.fire();
  world.play(minutes(5));
  EXPECT_THAT(world.log, ElementsAre("00:00 am fires QueueLong/aspa"));
}

TEST(DeskManager, AnAlertmanagerIsToldAllEveryThirtySecondsAtEachUrl) {
  World world({manager("am", 2)});
  world.fire();
  world.silent = {"am", "am/1"};
  world.now += seconds(29);
  EXPECT_THAT(world.desk().due(world.now), IsEmpty());
  world.now += seconds(1);
  const auto sendings = world.desk().due(world.now);
  ASSERT_EQ(sendings.size(), 2U);
  EXPECT_EQ(sendings[1].url, 1U);
  const auto& batch = std::get<Batch>(sendings[1].what);
  ASSERT_EQ(batch.alerts.size(), 1U);
  EXPECT_EQ(batch.alerts[0].ends_at, world.now + hours(1));
  EXPECT_EQ(batch.alerts[0].telling.told, Told::firing);
  EXPECT_EQ(batch.watchdog_ends_at, world.now + minutes(2));
  EXPECT_FALSE(world.desk().unsaved());
}

TEST(DeskManager, AnEndIsRepeatedForFiveMinutesAndUntilItIsHeard) {
  World world({manager("am")});
  world.fire();
  world.play(minutes(20));
  world.down = {"am"};
  world.end();
  const Instant ended = world.now;
  world.play(minutes(40));
  world.silent = {"am"};
  world.now = world.desk().next_due();
  const auto sendings = world.desk().due(world.now);
  const auto& alerts = std::get<Batch>(sendings.at(0).what).alerts;
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].ends_at, ended);
  world.desk().answered(sendings[0].id, Outcome::delivered, "HTTP 200", world.now);
  const auto after = world.desk().due(world.now + seconds(30));
  EXPECT_THAT(std::get<Batch>(after.at(0).what).alerts, IsEmpty());
}

TEST(DeskManager, TheWatchdogFiresWithoutAnyAlertAndEndsWithoutUs) {
  World world({manager("am")});
  world.play(minutes(10));
  EXPECT_TRUE(world.manager_at("am").fires("Watchdog"));
  world.manager_at("am").pass(world.now + minutes(2));
  EXPECT_FALSE(world.manager_at("am").fires("Watchdog"));
}

TEST(DeskManager, AfterAFailureAnAlertmanagerIsToldSoonerAgain) {
  World world({manager("am")});
  world.down = {"am"};
  world.play(seconds(0));
  EXPECT_EQ(world.desk().next_due(), kStart + seconds(1));
  world.play(seconds(1));
  EXPECT_EQ(world.desk().next_due(), kStart + seconds(3));
  world.play(hours(1));
  EXPECT_LE(world.desk().next_due(), world.now + seconds(30));
}

TEST(DeskManager, AnAlertmanagerThatForgotIsToldAgain) {
  World world({manager("am")});
  world.fire();
  world.play(minutes(1));
  world.manager_at("am").kill();
  world.play(seconds(30));
  EXPECT_TRUE(world.manager_at("am").fires("QueueLong/aspa"));
}

TEST(DeskManager, ABatchThatIsRefusedIsTriedAgain) {
  World world({manager("am")});
  world.refuses = {"am"};
  world.fire();
  world.refuses = {};
  world.play(seconds(30));
  EXPECT_TRUE(world.manager_at("am").fires("QueueLong/aspa"));
}

TEST(DeskManager, OneThatItMayHaveHeardOfIsEndedToo) {
  World world({manager("am")});
  world.loses = {"am"};
  world.fire();
  world.play(minutes(1));
  world.loses = {};
  world.end();
  world.play(minutes(20));
  EXPECT_THAT(world.log,
              ElementsAre("00:00 am fires QueueLong/aspa", "10:31 am resolves QueueLong/aspa",
                          "10:31 am fires WasFiring/QueueLong/aspa",
                          "15:31 am resolves WasFiring/QueueLong/aspa"));
}

}  // namespace
}  // namespace jono::alerting
