// SPDX-License-Identifier: EUPL-1.2
// Who is told what, and when.
#include "alerting/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/desk_world.h"

namespace jono::alerting {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Desk, TellsAFiringAtOnceAndItsEndTenMinutesAfterThat) {
  World world({hook("sms")});
  world.fire();
  world.play(minutes(3));
  world.end();
  world.play(minutes(30));
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing QueueLong", "10:00 sms resolved QueueLong"));
  EXPECT_EQ(world.desk().next_due(), Instant::max());
}

TEST(Desk, TellsAnEndAtOnceWhenTheFiringIsOld) {
  World world({hook("sms")});
  world.fire();
  world.play(minutes(25));
  world.end(Step::closed);
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing QueueLong", "25:00 sms closed QueueLong"));
}

TEST(Desk, AnAlertThatComesBackWithinTenMinutesGoesOn) {
  World world({hook("sms"), manager("am")});
  world.fire();
  world.play(minutes(3));
  world.end();
  world.play(minutes(3));
  world.fire();
  world.play(minutes(14));
  world.end();
  world.play(minutes(10));
  EXPECT_THAT(world.log,
              ElementsAre("00:00 sms firing QueueLong", "00:00 am fires QueueLong/aspa",
                          "20:00 sms resolved QueueLong", "20:00 am resolves QueueLong/aspa"));
}

TEST(Desk, KeepsTheFirstFiringsKeyWhileItGoesOn) {
  World world({hook("sms")});
  world.fire();
  world.end();
  world.play(minutes(1));
  world.fire();
  world.play(minutes(20));
  world.end();
  ASSERT_EQ(world.journal.size(), 2U);
  EXPECT_EQ(world.journal[0].key, key_of(notice_at(kStart)));
  EXPECT_EQ(world.journal[1].key, key_of(notice_at(kStart)));
}

TEST(Desk, OneThatFiresAgainAfterItsEndWasToldIsNew) {
  World world({hook("sms"), manager("am")});
  world.fire();
  world.play(minutes(10));
  world.end();
  world.play(seconds(1));
  world.fire();
  EXPECT_THAT(world.log,
              ElementsAre("00:00 sms firing QueueLong", "00:00 am fires QueueLong/aspa",
                          "10:00 sms resolved QueueLong", "10:00 am resolves QueueLong/aspa",
                          "10:01 sms firing QueueLong", "10:01 am fires QueueLong/aspa"));
}

TEST(Desk, OnceAnEndWasSentItIsToldToTheEndBeforeANewFiring) {
  World world({hook("sms")});
  world.fire();
  world.play(minutes(20));
  world.down = {"sms"};
  world.end();  // perhaps it got there, and only the answer did not
  world.play(minutes(1));
  world.fire();
  world.play(minutes(1));
  world.down = {};
  world.play(minutes(1));
  EXPECT_THAT(world.log, ElementsAre("00:00 sms firing QueueLong", "22:03 sms resolved QueueLong",
                                     "22:03 sms firing QueueLong"));
}

TEST(Desk, TriesAgainWithGrowingPausesOfAMinuteAtMost) {
  World world({hook("sms")});
  std::vector<Instant> tries;
  world.desk().changed(notice_at(kStart), Step::fired, kStart);
  for (int i = 0; i < 9; ++i) {
    world.now = std::max(world.now, world.desk().next_due());
    const auto sendings = world.desk().due(world.now);
    ASSERT_EQ(sendings.size(), 1U);
    tries.push_back(world.now);
    world.desk().answered(sendings[0].id, Outcome::failed, "HTTP 500", world.now);
  }
  const auto at = [](int s) { return kStart + seconds(s); };
  EXPECT_THAT(tries,
              ElementsAre(at(0), at(1), at(3), at(7), at(15), at(31), at(63), at(123), at(183)));
}

TEST(Desk, WhatIsNewDoesNotWaitForWhatFails) {
  World world({hook("sms")});
  world.down = {"sms"};
  world.fire("Old");
  world.play(minutes(10));
  world.down = {};
  world.play(seconds(1));
  world.fire("New");
  EXPECT_THAT(world.log, ElementsAre("10:01 sms firing New"));
  world.play(minutes(1));
  EXPECT_THAT(world.log, ElementsAre("10:01 sms firing New", "10:03 sms firing Old"));
}

TEST(Desk, WhatAReceiverRefusesIsGivenUpWithItsEnd) {
  World world({hook("sms")});
  world.refuses = {"sms"};
  world.fire();
  world.refuses = {};
  world.play(hours(1));
  world.end();
  world.play(hours(1));
  EXPECT_THAT(world.log, IsEmpty());
  EXPECT_THAT(world.results("firing"), ElementsAre("sms refused"));
  world.fire();
  EXPECT_THAT(world.log, ElementsAre("120:00 sms firing QueueLong"));
}

TEST(Desk, WhatEndedUntoldIsToldAsWasFiring) {
  World world({hook("sms"), manager("am")});
  world.down = {"sms", "am"};
  world.fire();
  world.play(minutes(7));
  world.end();
  world.play(hours(1));
  world.down = {};
  world.play(minutes(20));
  EXPECT_THAT(world.log, ElementsAre("67:01 am fires WasFiring/QueueLong/aspa",
                                     "67:06 sms was_firing QueueLong",
                                     "72:01 am resolves WasFiring/QueueLong/aspa"));
}

TEST(Desk, OneThatFiresAgainBeforeWasFiringIsTriedGoesOn) {
  World world({hook("sms")});
  world.down = {"sms"};
  world.fire();
  world.end();
  world.play(minutes(9));
  world.down = {};
  world.fire();
  world.play(minutes(2));
  EXPECT_THAT(world.log, ElementsAre("09:00 sms firing QueueLong"));
  EXPECT_EQ(world.journal.back().key, key_of(notice_at(kStart)));
}

TEST(Desk, ReceiversChooseSeverities) {
  ReceiverSettings tickets = hook("tickets");
  tickets.severities = {Severity::ticket, Severity::info};
  ReceiverSettings few = manager("am");
  few.severities = {Severity::ticket};
  World world({tickets, few});
  world.fire();
  EXPECT_THAT(world.log, IsEmpty());
  EXPECT_TRUE(world.manager_at("am").fires("Watchdog"));
}

TEST(Desk, OneSendingAtATimeIsUnderWayToAUrl) {
  World world({manager("am"), hook("sms")});
  world.silent = {"am", "sms"};
  world.fire();
  world.fire("WaitLong");
  EXPECT_THAT(world.desk().due(world.now + hours(1)), IsEmpty());
}

TEST(Desk, AHeartbeatIsSentInItsTime) {
  World world({heartbeat("beat")});
  world.play(minutes(1));
  EXPECT_THAT(world.log,
              ElementsAre("00:00 beat heartbeat", "00:30 beat heartbeat", "01:00 beat heartbeat"));
  EXPECT_EQ(world.journal.size(), 1U);  // the same answer
}

TEST(Desk, TheJournalHasOnlyTheFirstOfRepeatedAnswers) {
  World world({hook("sms")});
  world.down = {"sms"};
  world.fire();
  world.play(minutes(30));
  world.down = {};
  world.play(minutes(2));
  EXPECT_THAT(world.results("firing"), ElementsAre("sms failed", "sms delivered"));
}

TEST(Desk, OfTooManyTheOldestEndedAreGivenUpFirst) {
  World world({hook("sms")});
  world.silent = {"sms"};
  world.fire("first");
  world.fire("second");
  world.end(Step::resolved, "second");
  for (std::size_t i = 0; i + 1 < Desk::kMostWaiting; ++i) {
    world.desk().changed(notice_at(kStart, "Rule", std::to_string(i)), Step::fired, kStart);
  }
  EXPECT_THAT(world.desk().due(kStart), IsEmpty());
  const auto records = world.desk().take_notifications();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].result, "withheld");
  EXPECT_EQ(records[0].key, key_of(notice_at(kStart, "second")));
  world.desk().changed(notice_at(kStart + minutes(1), "One", "more"), Step::fired, kStart);
  EXPECT_THAT(world.desk().due(kStart), IsEmpty());
  EXPECT_EQ(world.desk().take_notifications().size(), 1U);
}

TEST(Desk, AClockPutBackDelaysNothingForLong) {
  World world({hook("sms"), manager("am")});
  world.down = {"sms"};
  world.fire();
  world.now -= hours(5);
  world.down = {};
  world.send_due();
  EXPECT_LE(world.desk().next_due(), world.now + seconds(30));
  world.play(minutes(1));
  EXPECT_THAT(world.log, ::testing::Contains(HasSubstr("sms firing QueueLong")));
}

TEST(Desk, EndsOfWhatDoesNotFireAndOtherStepsAreNothing) {
  World world({hook("sms")});
  world.end();
  world.desk().changed(notice_at(kStart), Step::pending, kStart);
  world.play(hours(1));
  EXPECT_THAT(world.log, IsEmpty());
  EXPECT_FALSE(world.desk().unsaved());
}

}  // namespace
}  // namespace jono::alerting
