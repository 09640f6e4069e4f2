// SPDX-License-Identifier: EUPL-1.2
// Restarts in each state.
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

TEST(DeskState, TellsNothingTwiceWhereverItIsRestarted) {
  World world({hook("sms"), manager("am"), second("mail", {"sms"})});
  for (int hour = 0; hour < 3; ++hour) {
    world.restart();
    world.fire();
    world.restart();
    world.play(minutes(3));
    world.restart();
    world.end();
    world.restart();
    world.play(minutes(4));
    world.restart();
    world.play(minutes(53));
  }
  EXPECT_THAT(world.log,
              ElementsAre("00:00 sms firing QueueLong", "00:00 am fires QueueLong/aspa",
                          "10:00 sms resolved QueueLong", "10:00 am resolves QueueLong/aspa",
                          "60:00 sms firing QueueLong", "60:00 am fires QueueLong/aspa",
                          "70:00 sms resolved QueueLong", "70:00 am resolves QueueLong/aspa",
                          "120:00 sms firing QueueLong", "120:00 am fires QueueLong/aspa",
                          "130:00 sms resolved QueueLong", "130:00 am resolves QueueLong/aspa"));
}

TEST(DeskState, ForgetsNothingUntold) {
  World world({hook("sms"), second("mail", {"sms"})});
  world.down = {"sms", "mail"};
  world.fire("A");
  world.play(minutes(5));
  world.fire("B");
  world.end(Step::closed, "A");
  world.restart();
  world.play(hours(1));
  world.restart();
  world.down = {};
  world.play(minutes(20));
  EXPECT_THAT(world.log,
              ::testing::UnorderedElementsAre(::testing::HasSubstr("sms firing B"),
                                              ::testing::HasSubstr("mail firing B"),
                                              ::testing::HasSubstr("sms was_firing A"),
                                              ::testing::HasSubstr("mail was_firing A")));
}

TEST(DeskState, WhatWasBeingSentIsSentAgainUnderTheSameKey) {
  World world({hook("sms")});
  world.silent = {"sms"};
  world.fire();
  world.restart();
  world.silent = {};
  world.play(minutes(1));
  EXPECT_THAT(world.log, IsEmpty());  // restart() itself sent it, and there was no answer
  world.restart();
  EXPECT_THAT(world.log, ElementsAre("01:00 sms firing QueueLong"));
}

TEST(DeskState, IsToBeSavedBeforeAnythingNewIsSent) {
  const std::vector<ReceiverSettings> receivers = {hook("sms")};
  Desk desk(receivers);
  desk.changed(notice_at(kStart), Step::fired, kStart);
  static_cast<void>(desk.save());
  ASSERT_EQ(desk.due(kStart).size(), 1U);
  EXPECT_TRUE(desk.unsaved());
}

TEST(DeskState, AnEndThatWasBeingSentIsFinal) {
  World world({hook("sms")});
  world.fire();
  world.play(minutes(20));
  world.silent = {"sms"};
  world.end();
  world.silent = {};
  world.restart();
  world.fire();
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing QueueLong", "20:00 sms resolved QueueLong",
                                     "20:00 sms firing QueueLong"));
}

TEST(DeskState, KeepsSilencesAndAcknowledgements) {
  World world({hook("sms")});
  world.fire();
  const Instant until = world.now + hours(1);
  const std::string key = key_of(notice_at(kStart));
  ASSERT_TRUE(world.desk().silence(
      {.rule = {}, .from = world.now, .until = until, .who = "aino", .why = "test"}, world.now));
  ASSERT_TRUE(
      world.desk().ack({.key = key, .who = "esa", .why = "on it", .until = until}, world.now));
  world.restart();
  ASSERT_EQ(world.desk().silences().size(), 1U);
  EXPECT_EQ(world.desk().silences()[0].why, "test");
  const Ack* ack = world.desk().ack_of({"QueueLong", Subject::Kind::line, "aspa"}, world.now);
  ASSERT_NE(ack, nullptr);
  EXPECT_EQ(ack->who, "esa");
  const auto next = world.desk().silence(
      {.rule = {}, .from = world.now, .until = until, .who = "aino", .why = "test"}, world.now);
  EXPECT_EQ(*next, 2U);
}

TEST(DeskState, AReceiverThatIsNewLearnsAllThatFires) {
  World world({hook("sms")});
  world.fire("A");
  world.fire("B");
  world.end(Step::resolved, "B");
  world.restart({hook("chat"), hook("sms"), manager("am", 2)});
  EXPECT_THAT(world.log,
              ElementsAre("00:00 sms firing A", "00:00 sms firing B", "00:00 chat firing A",
                          "00:00 am fires A/aspa", "00:00 am/1 fires A/aspa"));
}

TEST(DeskState, ReconcilesWithTheBoard) {
  World world({hook("sms")});
  world.fire("Gone");
  world.fire("Kept");
  world.play(minutes(20));
  world.restart();
  const std::vector<Notice> firing = {notice_at(kStart, "Kept"), notice_at(world.now, "New")};
  world.desk().reconcile(firing, world.now);
  world.send_due();
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing Gone", "00:00 sms firing Kept",
                                     "20:00 sms closed Gone", "20:00 sms firing New"));
}

TEST(DeskState, SavesTheSameAgain) {
  World world({hook("sms"), manager("am")});
  world.down = {"sms"};
  world.fire();
  world.play(minutes(1));
  world.desk().changed(notice_at(world.now, "WaitLong"), Step::fired, world.now);
  EXPECT_TRUE(world.desk().unsaved());
  const std::string bytes = world.desk().save();
  EXPECT_FALSE(world.desk().unsaved());
  const std::vector<ReceiverSettings> receivers = {hook("sms"), manager("am")};
  Desk again(receivers);
  ASSERT_TRUE(again.restore(bytes, world.now));
  EXPECT_EQ(again.save(), bytes);
}

TEST(DeskState, RefusesWhatItDidNotMake) {
  World world({hook("sms")});
  world.fire();
  const std::string bytes = world.desk().save();
  const std::vector<ReceiverSettings> receivers = {hook("sms")};
  std::vector<std::string> bad = {"", "{}", "[]", "null", bytes + "x", bytes.substr(1)};
  for (const auto& [from, to] :
       {std::pair{"\"version\":1", "\"version\":2"}, std::pair{"\"kind\":0", "\"kind\":4"},
        std::pair{"\"severity\":0", "\"severity\":3"},
        std::pair{"\"rule\":\"QueueLong\"", "\"rule\":1"}}) {
    std::string changed = bytes;
    changed.replace(changed.find(from), std::string(from).size(), to);
    bad.push_back(changed);
  }
  for (const std::string& each : bad) {
    Desk desk(receivers);
    EXPECT_FALSE(desk.restore(each, kStart)) << each;
    EXPECT_THAT(desk.due(kStart), IsEmpty());
  }
}

}  // namespace
}  // namespace jono::alerting
