// SPDX-License-Identifier: EUPL-1.2
// One connection as a pure machine: every wait to the millisecond, and no time passes.
#include "collectors/freeswitch/esl_session.h"

#include "tests/collectors/freeswitch_support.h"

namespace jono::freeswitch {
namespace {

using asterisk::Is;
using std::chrono::seconds;
using test::esl_answer;
using test::esl_event;
using test::esl_heartbeat;
using test::esl_reply;
using testing::ElementsAre;
using How = SessionEnd::How;

const std::string kQueues = esl_answer("name|strategy\nsupport@default|x\nother@default|x\n+OK\n");
const std::string kNone = esl_answer("+OK\n");
const std::string kMembers = "api callcenter_config queue list members support@default\n\n";

class EslSessionTest : public testing::Test {
 protected:
  [[nodiscard]] WireNow now() const {
    return {WireSession::Time(seconds(1000)) + passed_, ms(kT) + passed_};
  }
  void pass(Millis time) {
    passed_ += time;
    session_.tick(now());
  }
  void hear(std::string_view bytes) { session_.receive(bytes, now()); }
  std::string said() { return session_.take_output(); }
  Delivery deliver() { return session_.take_delivery().value_or(Delivery{}); }
  // Answers all that is asked in a resync, one question after the other.
  void list(const std::string& members = kNone) {
    for (const std::string& answer : {kQueues, members, kNone, kNone}) hear(answer);
  }
  void log_in() {
    hear(test::kAuthRequest);
    hear(esl_reply("+OK accepted"));
    hear(esl_reply("+OK event listener enabled plain"));
  }
  void come_up() {
    log_in();
    list();
    said();
    deliver();
  }
  Millis left() { return std::chrono::ceil<Millis>(session_.next_deadline(now()) - now().steady); }
  // The end's reason, where it ended so.
  std::string ended(How how) const {
    return session_.end() && session_.end()->how == how ? session_.end()->why : "";
  }
  static std::vector<EventType> types(const Delivery& delivery) {
    std::vector<EventType> out;
    for (const Event& e : delivery.events) out.push_back(e.type());
    return out;
  }

  CallcenterDecoder decoder_{edge()};
  Millis passed_{0};
  EslSession session_{decoder_, "Clue Con", EslTimes{}, now()};
};

TEST_F(EslSessionTest, AsksOneThingAfterTheOther) {
  EXPECT_EQ(said(), "");
  hear(test::kAuthRequest);
  EXPECT_EQ(said(), "auth Clue Con\n\n");
  hear(esl_reply("+OK accepted"));
  EXPECT_EQ(said(), "event plain ALL\n\n");
  hear(esl_reply("+OK event listener enabled plain"));
  EXPECT_EQ(said(), "api callcenter_config queue list\n\n");
  hear(kQueues);
  EXPECT_EQ(said(), kMembers) << "the other queue has no line";
  hear(kNone);
  EXPECT_EQ(said(), "api callcenter_config tier list\n\n");
  hear(kNone);
  EXPECT_EQ(said(), "api callcenter_config agent list\n\n");
  EXPECT_FALSE(session_.take_delivery());
  hear(kNone);
  EXPECT_EQ(said(), "");
  const Delivery up = deliver();
  EXPECT_EQ(up.link, Link::up);
  EXPECT_THAT(types(up), ElementsAre(EventType::source_snapshot));
}

TEST_F(EslSessionTest, ListsWhoWaitsAtTheTimeOfTheQuestion) {
  log_in();
  hear(esl_heartbeat(1, (kT - 3000) * 1000));  // its clock is three seconds behind
  hear(kQueues);
  pass(Millis(400));
  hear(test::esl_members(kSecond - 60, {"c1"}));
  hear(kNone);
  hear(kNone);
  const Delivery up = deliver();
  ASSERT_EQ(up.events.size(), 1u);
  EXPECT_EQ(up.events[0].at, ms(kT - 3000));
  EXPECT_THAT(std::get<SourceSnapshot>(up.events[0].what).body->waiting,
              ElementsAre(ListedCall{edge().call("c1"), ms((kSecond - 60) * 1000)}));
}

TEST_F(EslSessionTest, AListThatCannotBeReadIsRefused) {
  log_in();
  list(esl_answer("-ERR no such queue\n"));
  const Delivery up = deliver();
  EXPECT_EQ(up.link, Link::up);
  EXPECT_TRUE(up.events.empty());
  ASSERT_EQ(up.refusals.size(), 1u);
  EXPECT_EQ(up.refusals[0].reason, RefusalReason::bad_snapshot);
  EXPECT_EQ(up.refusals[0].line, "support@default");
}

TEST_F(EslSessionTest, OnlyThoseWhoWaitAreListed) {
  log_in();
  list(
      esl_answer("session_uuid|cid_name|joined_epoch|rejoined_epoch|state\n"
                 "c1|a|100|0|Waiting\nc2|b|100|200|Trying\nc3|c|100|0|Answered\n"
                 "c4|d|100|0|Abandoned\n+OK\n"));
  const auto body = std::get<SourceSnapshot>(deliver().events.at(0).what).body;
  EXPECT_EQ(body->waiting.size(), 2u);
  for (const ListedCall& call : body->waiting) {
    const bool second = call.call == edge().call("c2");
    EXPECT_EQ(call.queued_at, Instant(seconds(second ? 200 : 100)));
  }
}

TEST_F(EslSessionTest, WithoutCallcenterThereIsNoSource) {
  log_in();
  hear(esl_answer("-ERR callcenter_config Command not found!\n"));
  EXPECT_THAT(ended(How::broken), testing::HasSubstr("is mod_callcenter loaded?"));
  EXPECT_FALSE(session_.take_delivery());
}

TEST_F(EslSessionTest, AWrongSecretIsRefused) {
  hear(test::kAuthRequest);
  hear(esl_reply("-ERR invalid"));
  EXPECT_THAT(ended(How::refused), testing::HasSubstr("compare secret_file"));
  EXPECT_EQ(ended(How::refused).find("Clue"), std::string::npos);
  EXPECT_FALSE(session_.take_delivery());
}

TEST_F(EslSessionTest, AnAddressThatIsNotLetInIsRefused) {
  hear("Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n");
  EXPECT_THAT(ended(How::refused), testing::HasSubstr("apply-inbound-acl"));
}

TEST_F(EslSessionTest, GivesUpWhereNothingGreets) {
  EXPECT_EQ(left(), seconds(5));
  pass(Millis(4999));
  EXPECT_FALSE(session_.end());
  pass(Millis(1));
  EXPECT_THAT(ended(How::broken), testing::HasSubstr("nothing greets there"));
}

TEST_F(EslSessionTest, GivesUpWhereAnotherSpeaks) {
  hear("Content-Length: many\n\n");
  EXPECT_THAT(ended(How::broken), testing::HasSubstr("no event socket"));
}

TEST_F(EslSessionTest, WhoDoesNotAnswerIsLeft) {
  hear(test::kAuthRequest);
  pass(Millis(9999));
  EXPECT_FALSE(session_.end());
  pass(Millis(1));
  EXPECT_EQ(ended(How::broken), "FreeSWITCH does not answer");
}

TEST_F(EslSessionTest, PingsEveryFiveSeconds) {
  come_up();
  EXPECT_EQ(left(), seconds(5));
  hear(esl_heartbeat(1, (kT + 2500) * 1000));
  pass(seconds(5));
  EXPECT_EQ(said(), "api status\n\n");
  hear(esl_answer("UP\n"));
  const Delivery pong = deliver();
  EXPECT_EQ(pong.link, Link::up);
  EXPECT_EQ(pong.skew, Millis(2500));
  pass(seconds(5));
  EXPECT_EQ(said(), "api status\n\n");
  pass(Millis(9999));
  EXPECT_FALSE(session_.end());
  pass(Millis(1));
  EXPECT_EQ(ended(How::broken), "FreeSWITCH does not answer");
  EXPECT_EQ(session_.end()->healthy, seconds(20));
  EXPECT_EQ(deliver().link, Link::down);
}

TEST_F(EslSessionTest, AHoleIsAskedForOnceAndOneAtATime) {
  come_up();
  hear(esl_heartbeat(10, kT * 1000));
  hear(esl_heartbeat(12, kT * 1000));
  EXPECT_EQ(left(), seconds(1));
  pass(Millis(999));
  EXPECT_EQ(said(), "");
  pass(Millis(1));
  EXPECT_EQ(said(), "api callcenter_config queue list\n\n");
  hear(esl_heartbeat(200'000, kT * 1000));
  hear(esl_heartbeat(400'000, kT * 1000));
  EXPECT_EQ(said(), "") << "one is under way";
  list();
  EXPECT_EQ(said(), kMembers +
                        "api callcenter_config tier list\n\napi callcenter_config agent "
                        "list\n\napi callcenter_config queue list\n\n");
  list();
  said();
  pass(seconds(2));
  EXPECT_EQ(said(), "");
}

TEST_F(EslSessionTest, AsksAgainEveryFiveMinutes) {
  come_up();
  int lists = 0;
  for (int s = 1; s <= 600; ++s) {
    pass(seconds(1));
    const std::string words = said();
    if (words.find("status") != std::string::npos) hear(esl_answer("UP\n"));
    if (words.find("queue list") == std::string::npos) continue;
    ++lists;
    list();
    said();
  }
  EXPECT_FALSE(session_.end());
  EXPECT_EQ(lists, 2);
}

TEST_F(EslSessionTest, WhatIsTooLongIsCountedAndItsNumberMissed) {
  come_up();
  hear(esl_heartbeat(1, kT * 1000));
  hear("Content-Length: 300000\nContent-Type: text/event-plain\n\n" + std::string(300'000, 'x'));
  hear(esl_heartbeat(3, kT * 1000));
  const Delivery told = deliver();
  ASSERT_EQ(told.refusals.size(), 1u);
  EXPECT_EQ(told.refusals[0].reason, RefusalReason::too_long);
  EXPECT_EQ(told.refusals[0].length, 300'000u);
  pass(seconds(1));
  EXPECT_EQ(said(), "api callcenter_config queue list\n\n");
}

TEST_F(EslSessionTest, ANoticeEndsIt) {
  come_up();
  hear("Content-Type: text/disconnect-notice\nContent-Length: 3\n\nbye");
  EXPECT_EQ(ended(How::broken), "FreeSWITCH ended the connection");
  EXPECT_EQ(deliver().link, Link::down);
}

TEST_F(EslSessionTest, LogsOff) {
  come_up();
  session_.log_off(now());
  EXPECT_EQ(said(), "exit\n\n");
  hear(esl_event(1, kT * 1000, "member-queue-start",
                 {{"CC-Queue", "support@default"}, {"CC-Member-Session-UUID", "c1"}}));
  hear(esl_reply("+OK bye"));
  EXPECT_EQ(ended(How::stopped), "logged off");
  const Delivery last = deliver();
  EXPECT_EQ(last.link, Link::down);
  EXPECT_EQ(last.events.size(), 1u);
}

TEST_F(EslSessionTest, AnswersThatNobodyAskedForAreNone) {
  hear(esl_answer("+OK\n") + esl_reply("+OK accepted") + esl_reply("-ERR"));
  hear("\n\nContent-Type: log/data\nContent-Length: 2\n\nxxContent-Type: \n\nX\n\n");
  EXPECT_EQ(said(), "");
  come_up();
  hear(esl_reply("-ERR invalid") + esl_answer("-ERR\n"));
  EXPECT_FALSE(session_.end());
  EXPECT_EQ(said(), "");
}

TEST_F(EslSessionTest, AWholeConnection) {
  hear(fixture("connection.esl"));
  EXPECT_EQ(ended(How::broken), "FreeSWITCH ended the connection");
  Delivery all = deliver();
  ASSERT_EQ(all.refusals.size(), 1u);
  EXPECT_EQ(all.refusals[0].reason, RefusalReason::unknown_line);
  const auto lists = std::ranges::find(all.events, EventType::source_snapshot, &Event::type);
  ASSERT_NE(lists, all.events.end());
  const auto waiting = std::get<SourceSnapshot>(lists->what).body->waiting;
  EXPECT_THAT(waiting, ElementsAre(ListedCall{edge().call("w1"), ms(kT - 30'000)}));
  std::vector<AgentPresence> states;
  for (const Event& e : all.events) {
    if (const auto* state = std::get_if<AgentState>(&e.what)) states.push_back(state->state);
  }
  using enum AgentPresence;
  EXPECT_THAT(states, ElementsAre(available, busy, busy, available, paused));
  std::erase_if(all.events, [](const Event& e) {
    return e.type() == EventType::agent_state || e.type() == EventType::source_snapshot;
  });
  const std::map<std::string, int> wanted = {
      {"answered", 2}, {"abandoned", 3}, {"timeout", 1}, {"empty", 1}, {"key", 1}};
  EXPECT_EQ(asterisk::outcomes_of(asterisk::visits_of(all.events)), wanted);
}

}  // namespace
}  // namespace jono::freeswitch
