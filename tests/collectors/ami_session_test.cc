// SPDX-License-Identifier: EUPL-1.2
// One connection as a pure machine: every wait to the millisecond, and no time passes.
#include "collectors/asterisk/ami_session.h"

#include <gtest/gtest.h>

#include "tests/collectors/asterisk_support.h"
#include "tests/support/ami_server.h"

namespace jono::asterisk {
namespace {

using test::ami_message;
using How = SessionEnd::How;
using std::chrono::seconds;

constexpr std::string_view kBanner = "Asterisk Call Manager/11.0.0\r\n";
const std::string kAccepted = ami_message({{"Response", "Success"}, {"ActionID", "login"}});
const std::string kBooted = ami_message({{"Event", "FullyBooted"}});
const std::string kListed = ami_message({{"Event", "QueueStatusComplete"}, {"ListItems", "0"}});
const std::string kList = "Action: QueueStatus\r\nActionID: queuestatus\r\n\r\n";
const std::string kPing = "Action: Ping\r\nActionID: ping\r\n\r\n";

std::string queued(std::string_view call) {
  return ami_message({{"Event", "QueueCallerJoin"}, {"Uniqueid", call}, {"Queue", "aspa"}});
}

// Time stands still but for what a test says.
class Session : public testing::Test {
 protected:
  [[nodiscard]] WireNow now() const {
    return {AmiSession::Time(seconds(1000)) + passed_, ms(kT) + passed_};
  }
  void pass(Millis time) {
    passed_ += time;
    session_.tick(now());
  }
  void hear(std::string_view bytes) { session_.receive(bytes, now()); }
  std::string said() { return session_.take_output(); }
  // Up, with the actions that follow said and the list answered.
  void come_up() {
    hear(std::string(kBanner) + kAccepted + kBooted + kListed);
    said();
    deliver();
  }
  Delivery deliver() { return session_.take_delivery().value_or(Delivery{}); }
  Millis left() { return std::chrono::ceil<Millis>(session_.next_deadline(now()) - now().steady); }

  AmiDecoder decoder_{lab_edge(), lab_user_events()};
  Millis passed_{0};
  AmiSession session_{decoder_, lab_edge().source, {"qmon", "s3cret"}, AmiTimes{}, now()};
};

TEST_F(Session, SaysNothingBeforeTheBannerCame) {
  EXPECT_EQ(said(), "");
  EXPECT_EQ(left(), seconds(5));
  hear("Asterisk Call Man");
  EXPECT_EQ(said(), "");
  hear("ager/5.0.4\r\n");
  EXPECT_EQ(said(),
            "Action: Login\r\nActionID: login\r\nUsername: qmon\r\nSecret: s3cret\r\n"
            "Events: system,call,agent,user\r\n\r\n");
}

TEST_F(Session, GivesUpWhereNothingGreets) {
  hear("HTTP/1.1 400 Bad Request\r\n\r\n");
  pass(Millis(4999));
  EXPECT_FALSE(session_.end());
  pass(Millis(1));
  ASSERT_TRUE(session_.end());
  EXPECT_EQ(session_.end()->how, How::broken);
  EXPECT_EQ(session_.end()->healthy, Millis(0));
  EXPECT_FALSE(session_.take_delivery());
}

TEST_F(Session, ALoginIsRefusedASecondLate) {
  hear(kBanner);
  pass(Millis(1050));
  EXPECT_FALSE(session_.end());
  hear(ami_message({{"Response", "Error"}, {"ActionID", "login"}, {"Message", "secret 0401"}}));
  ASSERT_TRUE(session_.end());
  EXPECT_EQ(session_.end()->how, How::refused);
  EXPECT_EQ(session_.end()->why.find("0401"), std::string::npos);
  EXPECT_FALSE(session_.take_delivery());
}

TEST_F(Session, ALoginWithoutAnAnswerIsGivenUp) {
  hear(kBanner);
  pass(seconds(10));
  ASSERT_TRUE(session_.end());
  EXPECT_EQ(session_.end()->how, How::broken);
}

TEST_F(Session, ActsOnlyWhenFullyBooted) {
  hear(std::string(kBanner) + kAccepted);
  said();
  pass(Millis(9999));
  hear(queued("1.1"));
  EXPECT_EQ(said(), "");
  EXPECT_FALSE(session_.take_delivery());
  hear(kBooted);
  EXPECT_EQ(said(), "Action: ListCommands\r\nActionID: listcommands\r\n\r\n" + kList);
  const Delivery first = deliver();
  EXPECT_EQ(first.link, Link::up);
  EXPECT_EQ(first.source, lab_edge().source);
  EXPECT_EQ(first.events.size(), 1u);
}

TEST_F(Session, OrTenSecondsAfterTheLogin) {
  hear(std::string(kBanner) + kAccepted);
  said();
  pass(seconds(10));
  EXPECT_NE(said(), "");
  EXPECT_EQ(deliver().link, Link::up);
}

TEST_F(Session, WhatCameBeforeABootThatFailedIsTold) {
  hear(std::string(kBanner) + kAccepted + queued("1.1"));
  session_.broken("cut", now());
  const Delivery last = deliver();
  EXPECT_EQ(last.events.size(), 1u);
  EXPECT_EQ(last.link, Link::down);
}

TEST_F(Session, PingsEveryFiveSecondsAndAPongIsAWordOfLife) {
  come_up();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(left(), seconds(5));
    pass(seconds(5));
    EXPECT_EQ(said(), kPing);
    EXPECT_FALSE(session_.take_delivery());
    hear(ami_message({{"Response", "Success"}, {"ActionID", "ping"}, {"Ping", "Pong"}}));
    const auto life = session_.take_delivery();
    ASSERT_TRUE(life);
    EXPECT_EQ(life->link, Link::up);
    EXPECT_TRUE(life->events.empty());
    EXPECT_FALSE(life->skew);
  }
}

TEST_F(Session, AMissingPongIsTheEnd) {
  come_up();
  pass(seconds(5));
  hear(queued("1.1"));
  pass(seconds(5));
  pass(Millis(4999));
  EXPECT_FALSE(session_.end());
  pass(Millis(1));
  ASSERT_TRUE(session_.end());
  EXPECT_EQ(session_.end()->how, How::broken);
  EXPECT_EQ(session_.end()->healthy, seconds(15));
  EXPECT_EQ(deliver().link, Link::down);
}

TEST_F(Session, APongTellsHowFarAsterisksClockIsAhead) {
  come_up();
  pass(seconds(5));
  passed_ += Millis(40);
  hear(ami_message(
      {{"Response", "Success"}, {"ActionID", "ping"}, {"Timestamp", "1795316407.020"}}));
  EXPECT_EQ(deliver().skew, Millis(2000));
}

TEST_F(Session, AsksForTheListAgainAfterFiveMinutesAndAReload) {
  come_up();
  hear(ami_message({{"Event", "Reload"}, {"Module", "All"}}));
  EXPECT_EQ(said(), kList);
  for (int i = 0; i < 3; ++i) hear(ami_message({{"Event", "Reload"}}));
  EXPECT_EQ(said(), "") << "an answer is still on its way";
  hear(kListed);
  EXPECT_EQ(said(), kList) << "and was out of date";
  hear(kListed);
  EXPECT_EQ(said(), "");
  std::string last;
  for (int s = 0; s < 300; ++s) {
    pass(seconds(1));
    last = said();
    hear(ami_message({{"Response", "Success"}, {"ActionID", "ping"}}));
    if (s < 299) EXPECT_TRUE(last.empty() || last == kPing) << s;
  }
  EXPECT_EQ(last, kPing + kList);
}

TEST_F(Session, ALoginThatMayDoMoreIsNoticed) {
  come_up();
  EXPECT_EQ(session_.warning(), "");
  hear(ami_message({{"Response", "Success"},
                    {"ActionID", "listcommands"},
                    {"Originate", "Originate a call.  (Priv: originate,all)"},
                    {"Ping", "Keepalive command.  (Priv: <none>)"},
                    {"Command", "Execute Asterisk CLI Command.  (Priv: command,all)"}}));
  EXPECT_EQ(
      session_.warning(),
      "the login qmon may do more than it needs (Command, Originate): leave its write= empty");
  EXPECT_FALSE(session_.take_delivery());
}

TEST_F(Session, AMessageThatIsTooLongIsCountedAndTheListAskedFor) {
  come_up();
  hear("Event: Noise\r\nNoise: ");
  hear(std::string(10'000'000, 'x'));
  hear("\r\n\r\n" + queued("1.1"));
  EXPECT_EQ(said(), kList);
  const Delivery d = deliver();
  ASSERT_EQ(d.refusals.size(), 1u);
  EXPECT_EQ(d.refusals[0].reason, RefusalReason::too_long);
  ASSERT_EQ(d.events.size(), 1u);
}

TEST_F(Session, ACutLosesWhatIsNotDecided) {
  come_up();
  hear(queued("1.1"));
  hear(ami_message({{"Event", "QueueCallerAbandon"}, {"Uniqueid", "1.1"}, {"Queue", "aspa"}}));
  EXPECT_EQ(deliver().events.size(), 1u);
  EXPECT_EQ(left(), seconds(2)) << "the decoder's own deadline";
  session_.broken("cut", now());
  const Delivery last = deliver();
  EXPECT_THAT(last.events,
              testing::ElementsAre(Is(expected(kT, CallLost{script_call(), LostReason::other}))));
  EXPECT_EQ(last.link, Link::down);
}

TEST_F(Session, WhatIsHeldIsToldInTime) {
  come_up();
  hear(ami_message({{"Event", "QueueCallerAbandon"}, {"Uniqueid", "1.1"}, {"Queue", "aspa"}}));
  pass(Millis(1999));
  EXPECT_FALSE(session_.take_delivery());
  pass(Millis(1));
  const Delivery told = deliver();
  EXPECT_THAT(told.events, testing::ElementsAre(Is(expected(kT, CallAbandoned{script_call()}))));
  EXPECT_EQ(told.link, Link::up);
}

TEST_F(Session, AnOrderlyEndKeepsWhatIsStillOnItsWay) {
  come_up();
  hear(queued("1.1"));
  hear(ami_message({{"Event", "QueueCallerLeave"}, {"Uniqueid", "1.1"}, {"Queue", "aspa"}}));
  session_.log_off(now());
  session_.log_off(now());
  EXPECT_EQ(said(), "Action: Logoff\r\n\r\n");
  EXPECT_EQ(left(), Millis(500));
  hear(ami_message({{"Event", "AgentConnect"}, {"Uniqueid", "1.1"}, {"Queue", "aspa"}}) +
       ami_message({{"Response", "Goodbye"}}));
  ASSERT_TRUE(session_.end());
  EXPECT_EQ(session_.end()->how, How::stopped);
  const Delivery last = deliver();
  EXPECT_EQ(last.link, Link::down);
  EXPECT_EQ(last.events.back().type(), EventType::call_answered);
}

TEST_F(Session, AGoodbyeThatDoesNotComeIsNotWaitedForLong) {
  come_up();
  session_.log_off(now());
  pass(Millis(500));
  ASSERT_TRUE(session_.end());
  EXPECT_EQ(session_.end()->how, How::stopped);
}

TEST_F(Session, AnEndBeforeTheLoginIsOrderlyToo) {
  session_.log_off(now());
  ASSERT_TRUE(session_.end());
  EXPECT_EQ(session_.end()->how, How::stopped);
  EXPECT_EQ(said(), "");
  EXPECT_FALSE(session_.take_delivery());
}

TEST_F(Session, AnyChunksGiveTheSame) {
  const std::string all = std::string(kBanner) + kAccepted + kBooted + kListed + queued("1.1");
  for (const char c : all) hear({&c, 1});
  EXPECT_EQ(deliver().events.size(), 1u);
}

}  // namespace
}  // namespace jono::asterisk
