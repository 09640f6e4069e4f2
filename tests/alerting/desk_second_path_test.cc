// SPDX-License-Identifier: EUPL-1.2
// Receivers that take over from others.
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

Ack known(Instant now, Millis time) {
  return {.key = key_of(notice_at(kStart)), .who = "aino", .why = "on it", .until = now + time};
}

TEST(SecondPath, IsQuietWhileTheFirstAnswers) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.fire();
  world.play(hours(1));
  world.end();
  world.play(hours(1));
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing QueueLong", "60:00 sms resolved QueueLong"));
}

TEST(SecondPath, TakesOverAfterTwoMinutesAndTellsTheEndToo) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.down = {"sms"};
  world.fire();
  world.play(minutes(30));
  world.end();
  world.play(seconds(1));
  EXPECT_THAT(world.log,
              ElementsAre("02:00 mail firing QueueLong", "30:00 mail resolved QueueLong"));
}

TEST(SecondPath, OneOfSeveralIsEnough) {
  World world({hook("sms"), manager("am", 2), second("mail", {"sms", "am"})});
  world.down = {"sms", "am"};
  world.fire();
  world.play(minutes(5));
  EXPECT_THAT(world.log, ElementsAre("00:00 am/1 fires QueueLong/aspa"));
}

TEST(SecondPath, IsQuietForWhatTheFirstHearsInTime) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.down = {"sms"};
  world.fire();
  world.play(seconds(50));
  world.down = {};
  world.play(minutes(5));
  EXPECT_THAT(world.log, ElementsAre("01:03 sms firing QueueLong"));
}

TEST(SecondPath, TellsWhatFiredAndEndedUnheard) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.down = {"sms"};
  world.fire();
  world.play(minutes(1));
  world.end();
  world.play(minutes(30));
  EXPECT_THAT(world.log, ElementsAre("02:00 mail was_firing QueueLong"));
}

TEST(SecondPath, IsQuietForWhatIsAcknowledged) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.down = {"sms"};
  world.fire();
  ASSERT_TRUE(world.desk().ack(known(world.now, minutes(30)), world.now));
  world.play(minutes(29));
  EXPECT_THAT(world.log, IsEmpty());
  world.play(minutes(2));  // it is over, and nobody has heard
  EXPECT_THAT(world.log, ElementsAre("30:00 mail firing QueueLong"));
}

TEST(SecondPath, IsQuietForWhatEndsAcknowledged) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.down = {"sms"};
  world.fire();
  ASSERT_TRUE(world.desk().ack(known(world.now, minutes(30)), world.now));
  world.play(minutes(5));
  world.end();
  world.play(hours(2));
  EXPECT_THAT(world.log, IsEmpty());
}

TEST(SecondPath, HearsOfEachFiringAnew) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.fire();
  world.play(minutes(20));
  world.end();
  world.down = {"sms"};
  world.play(minutes(20));
  world.fire();
  world.play(minutes(3));
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing QueueLong", "20:00 sms resolved QueueLong",
                                     "42:00 mail firing QueueLong"));
}

TEST(SecondPath, IsQuietForWhatGoesOnForTheFirst) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.fire();
  world.play(minutes(1));
  world.end();
  world.play(minutes(1));
  world.fire();
  world.play(minutes(20));
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing QueueLong"));
}

TEST(SecondPath, LeavesTheFirstItsTimeAfterASilence) {
  World world({hook("sms"), second("mail", {"sms"})});
  ASSERT_TRUE(world.desk().silence({.rule = "QueueLong",
                                    .from = world.now,
                                    .until = world.now + hours(1),
                                    .who = "aino",
                                    .why = "a test"},
                                   world.now));
  world.fire();
  world.play(hours(2));
  EXPECT_THAT(world.log, ElementsAre("60:00 sms firing QueueLong"));
}

}  // namespace
}  // namespace jono::alerting
