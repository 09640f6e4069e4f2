// SPDX-License-Identifier: EUPL-1.2
// Silences and acknowledgements.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerting/silence.h"
#include "tests/alerting/desk_world.h"

namespace jono::alerting {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const AlertId kQueueLong{"QueueLong", Subject::Kind::line, "aspa"};

Silence one_hour(Instant from) {
  return {.rule = "QueueLong",
          .subject = SilencedSubject{Subject::Kind::line, "aspa"},
          .from = from,
          .until = from + hours(1),
          .who = "aino",
          .why = "line test"};
}
Ack half_an_hour(Instant now) {
  return {
      .key = key_of(notice_at(kStart)), .who = "aino", .why = "on it", .until = now + minutes(30)};
}

TEST(Silence, HoldsForItsRuleSubjectAndTime) {
  Silence silence = one_hour(kStart);
  EXPECT_TRUE(holds(silence, kQueueLong, kStart));
  EXPECT_FALSE(holds(silence, kQueueLong, kStart - Millis(1)));
  EXPECT_FALSE(holds(silence, kQueueLong, kStart + hours(1)));
  EXPECT_FALSE(holds(silence, {"WaitLong", Subject::Kind::line, "aspa"}, kStart));
  EXPECT_FALSE(holds(silence, {"QueueLong", Subject::Kind::group, "aspa"}, kStart));
  EXPECT_FALSE(holds(silence, {"QueueLong", Subject::Kind::line, "vaihde"}, kStart));
  silence.subject.reset();
  EXPECT_TRUE(holds(silence, {"QueueLong", Subject::Kind::line, "vaihde"}, kStart));
  silence.rule.clear();
  EXPECT_TRUE(holds(silence, {"WaitLong", Subject::Kind::source, "ace"}, kStart));
}

TEST(Silence, AKeyTellsItsAlert) {
  EXPECT_EQ(alert_of(key_of(notice_at(kStart))), kQueueLong);
  EXPECT_EQ(alert_of("R/line/a/b/12"), (AlertId{"R", Subject::Kind::line, "a/b"}));
  for (const char* bad :
       {"", "R", "R/line/aspa", "R/queue/aspa/12", "R/line/12", "R/line/aspa/1x", "R/line/aspa/"}) {
    EXPECT_EQ(alert_of(bad), std::nullopt) << bad;
  }
}

TEST(DeskSilence, WhatFiresAndEndsInSilenceIsToldToNobody) {
  World world({hook("sms"), manager("am"), second("mail", {"sms"})});
  ASSERT_TRUE(world.desk().silence(one_hour(world.now), world.now));
  world.play(minutes(1));
  world.fire();
  EXPECT_NE(world.desk().silence_of(kQueueLong, world.now), nullptr);
  world.play(minutes(30));
  world.end();
  world.play(hours(2));
  EXPECT_THAT(world.log, IsEmpty());
  EXPECT_THAT(world.results("firing"),
              ElementsAre("am delivered", "sms silenced", "am silenced", "mail silenced"));
}

TEST(DeskSilence, WhatStillFiresIsToldWhenItEnds) {
  World world({hook("sms"), manager("am")});
  ASSERT_TRUE(world.desk().silence(one_hour(world.now), world.now));
  world.play(minutes(1));
  world.fire();
  world.play(hours(2));
  EXPECT_THAT(world.log,
              ElementsAre("60:00 sms firing QueueLong", "60:00 am fires QueueLong/aspa"));
  EXPECT_THAT(world.desk().silences(), IsEmpty());
  EXPECT_EQ(world.desk().silence_of(kQueueLong, world.now), nullptr);
}

TEST(DeskSilence, WhatStillFiresIsToldWhenItIsTakenBack) {
  World world({hook("sms")});
  const auto id = world.desk().silence(one_hour(world.now), world.now);
  ASSERT_TRUE(id);
  world.fire();
  world.play(minutes(5));
  ASSERT_TRUE(world.desk().unsilence(*id, "esa", "test is over", world.now));
  world.send_due();
  EXPECT_THAT(world.log, ElementsAre("05:00 sms firing QueueLong"));
}

TEST(DeskSilence, TwoThatOverlapHoldToTheEndOfTheLater) {
  World world({hook("sms")});
  ASSERT_TRUE(world.desk().silence(one_hour(world.now), world.now));
  ASSERT_TRUE(world.desk().silence(one_hour(world.now + minutes(30)), world.now));
  world.fire();
  world.play(hours(2));
  EXPECT_THAT(world.log, ElementsAre("90:00 sms firing QueueLong"));
}

TEST(DeskSilence, WhatWasToldBeforeIsRepeatedAndItsEndIsTold) {
  World world({hook("sms"), manager("am")});
  world.fire();
  world.play(minutes(1));
  Silence silence = one_hour(world.now);
  silence.until = world.now + hours(10);
  ASSERT_TRUE(world.desk().silence(silence, world.now));
  world.play(hours(3));
  EXPECT_TRUE(world.manager_at("am").fires("QueueLong/aspa"));
  world.end();
  world.play(minutes(1));
  EXPECT_THAT(world.log,
              ElementsAre("00:00 sms firing QueueLong", "00:00 am fires QueueLong/aspa",
                          "181:00 sms resolved QueueLong", "181:00 am resolves QueueLong/aspa"));
}

TEST(DeskSilence, WantsAReasonAndAShortTime) {
  const std::vector<ReceiverSettings> none;
  Desk desk(none);
  const auto fault = [&](auto change) {
    Silence wanted = one_hour(kStart);
    change(wanted);
    const auto result = desk.silence(wanted, kStart);
    return result ? std::string("none") : result.error().what;
  };
  EXPECT_EQ(fault([](Silence&) {}), "none");
  EXPECT_EQ(fault([](Silence& s) { s.why = "  "; }), "the reason is missing");
  EXPECT_EQ(fault([](Silence& s) { s.why = "a\nb"; }), "the reason must be one line of text");
  EXPECT_EQ(fault([](Silence& s) { s.why = std::string(501, 'x'); }),
            "the reason is longer than 500 bytes");
  EXPECT_EQ(fault([](Silence& s) { s.who.clear(); }), "who does it is missing");
  EXPECT_EQ(fault([](Silence& s) { s.until = kStart; }), "its end is in the past");
  EXPECT_EQ(fault([](Silence& s) { s.from = s.until; }), "its end is before its beginning");
  EXPECT_EQ(fault([](Silence& s) { s.until = s.from + hours(72) + Millis(1); }),
            "it may last 72 hours at most");
  EXPECT_EQ(desk.silences().size(), 1U);
}

TEST(DeskSilence, IsInTheAudit) {
  const std::vector<ReceiverSettings> none;
  Desk desk(none);
  const auto id = desk.silence(one_hour(kStart), kStart);
  ASSERT_TRUE(id);
  ASSERT_TRUE(desk.unsilence(*id, "esa", "over", kStart + minutes(1)));
  const std::string of = "1: rule QueueLong, line aspa, until 2026-03-02T09:00:00Z";
  EXPECT_THAT(desk.take_audit(),
              ElementsAre(AuditRecord{kStart, "aino", "silence", of, "line test"},
                          AuditRecord{kStart + minutes(1), "esa", "unsilence", of, "over"}));
  EXPECT_THAT(desk.take_audit(), IsEmpty());
  EXPECT_EQ(desk.unsilence(*id, "esa", "over", kStart).error().what, "there is no silence 1");
}

TEST(DeskAck, IsShownUntilItEnds) {
  World world({hook("sms")});
  world.fire();
  ASSERT_TRUE(world.desk().ack(half_an_hour(world.now), world.now));
  ASSERT_NE(world.desk().ack_of(kQueueLong, world.now), nullptr);
  EXPECT_EQ(world.desk().ack_of(kQueueLong, world.now)->who, "aino");
  EXPECT_EQ(world.desk().ack_of(kQueueLong, world.now + minutes(30)), nullptr);
  EXPECT_EQ(world.desk().take_audit().at(0).what, "ack");
}

TEST(DeskAck, EndsWithTheAlert) {
  World world({hook("sms")});
  world.fire();
  ASSERT_TRUE(world.desk().ack(half_an_hour(world.now), world.now));
  world.play(minutes(1));
  world.end();
  EXPECT_EQ(world.desk().ack_of(kQueueLong, world.now), nullptr);
}

TEST(DeskAck, IsForAFiringThatGoesOn) {
  World world({hook("sms")});
  EXPECT_THAT(world.desk().ack(half_an_hour(kStart), kStart).error().what,
              HasSubstr("does not fire now"));
  world.fire();
  world.end();
  world.play(minutes(1));
  world.fire();  // sms knows it by the first one's key
  EXPECT_TRUE(world.desk().ack(half_an_hour(world.now), world.now));
  Ack wanted = half_an_hour(world.now);
  wanted.key = key_of(notice_at(world.now));
  EXPECT_TRUE(world.desk().ack(wanted, world.now));
  wanted.key = key_of(notice_at(kStart - hours(1)));
  EXPECT_FALSE(world.desk().ack(wanted, world.now));
  wanted.key = "nonsense";
  EXPECT_EQ(world.desk().ack(wanted, world.now).error().what, "no alert has the key nonsense");
  wanted = half_an_hour(world.now);
  wanted.why.clear();
  EXPECT_EQ(world.desk().ack(wanted, world.now).error().what, "the reason is missing");
}

}  // namespace
}  // namespace jono::alerting
