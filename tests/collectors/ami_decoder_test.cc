// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/ami_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

using testing::ElementsAre;

const CallId kCall = script_call();

TEST(AmiDecoder, AnAnsweredCallWaitsUntilItsLeave) {
  Script s;
  s.stamped(kT, "QueueCallerJoin", here());
  s.stamped(kT + 1000, "QueueCallerLeave", here());
  EXPECT_EQ(s.out.events.size(), 1u);
  s.stamped(kT + 1004, "AgentConnect",
            {{"Uniqueid", "1.1"}, {"Queue", "aspa"}, {"MemberName", "Aino"}});
  s.stamped(kT + 9000, "AgentComplete", here());
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallQueued{kCall})),
                          Is(expected(kT + 1000, CallAnswered{kCall, lab_edge().agent("Aino")})),
                          Is(expected(kT + 9000, CallEnded{kCall}))));
  EXPECT_EQ(s.decoder.next_deadline(), std::nullopt);
}

TEST(AmiDecoder, TheOrderOfLeaveAndConnectDoesNotMatter) {
  Script s;
  s.stamped(kT + 1000, "AgentConnect", here());
  s.stamped(kT + 1004, "QueueCallerLeave", here());
  s.decoder.flush(s.out);
  EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT + 1004, CallAnswered{kCall, AgentId{}}))));
}

TEST(AmiDecoder, ALeaveAloneIsAKeyAfterHalfASecond) {
  Script s;
  s.stamped(kT, "QueueCallerLeave", here(), 70);
  EXPECT_EQ(s.decoder.next_deadline(), ms(kT + 570));
  s.decoder.advance(ms(kT + 569), s.out);
  EXPECT_TRUE(s.out.events.empty());
  s.decoder.advance(ms(kT + 570), s.out);
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallRedirected{kCall, RedirectReason::key}))));
  EXPECT_EQ(s.decoder.next_deadline(), std::nullopt);
}

TEST(AmiDecoder, MessagesMoveTheClockOfWhatIsHeld) {
  Script s;
  s.stamped(kT, "QueueCallerLeave", here());
  s.stamped(kT + 499, "Hangup", {});
  EXPECT_TRUE(s.out.events.empty());
  s.stamped(kT + 500, "Hangup", {});
  EXPECT_EQ(s.out.events.size(), 1u);
}

TEST(AmiDecoder, AStalledConnectionTearsNoAnswerApart) {
  Script s;
  s.stamped(kT, "QueueCallerLeave", here());
  s.stamped(kT + 5, "AgentConnect", here(), 30'000);
  EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT, CallAnswered{kCall, AgentId{}}))));
}

TEST(AmiDecoder, AnAbandonIsHeldForTwoSeconds) {
  Script s;
  s.stamped(kT, "QueueCallerAbandon", here());
  s.stamped(kT + 1, "QueueCallerLeave", here());
  EXPECT_EQ(s.decoder.next_deadline(), ms(kT + 2000));
  s.decoder.advance(ms(kT + 1999), s.out);
  EXPECT_TRUE(s.out.events.empty());
  s.decoder.advance(ms(kT + 2000), s.out);
  EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT + 1, CallAbandoned{kCall}))));
}

TEST(AmiDecoder, AnAbandonWithoutLeaveHasItsOwnTime) {
  Script s;
  s.stamped(kT, "QueueCallerAbandon", here());
  s.decoder.flush(s.out);
  EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT, CallAbandoned{kCall}))));
}

TEST(AmiDecoder, AShutdownTurnsHeldAbandonsIntoLostOnes) {
  Script s;
  s.stamped(kT, "QueueCallerAbandon", here());
  s.stamped(kT, "QueueCallerLeave", here());
  s.stamped(kT + 1, "QueueCallerAbandon", {{"Uniqueid", "2.2"}, {"Queue", "aspa"}});
  s.stamped(kT + 2000, "Shutdown", {{"Shutdown", "Cleanly"}, {"Restart", "True"}});
  EXPECT_THAT(
      s.out.events,
      ElementsAre(Is(expected(kT, CallAbandoned{kCall})),
                  Is(expected(kT + 1, CallLost{lab_edge().call("2.2"), LostReason::restart}))));
}

TEST(AmiDecoder, ABrokenConnectionLeavesTheUndecidedLost) {
  Script s;
  s.stamped(kT, "QueueCallerAbandon", here());
  s.stamped(kT, "AgentConnect", {{"Uniqueid", "2.2"}, {"Queue", "aspa"}});
  s.decoder.connection_lost(s.out);
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallAnswered{lab_edge().call("2.2"), AgentId{}})),
                          Is(expected(kT, CallLost{kCall, LostReason::other}))));
  EXPECT_EQ(s.decoder.next_deadline(), std::nullopt);
}

TEST(AmiDecoder, ACallThatIsBackInItsQueueHasTwoVisits) {
  Script s;
  s.stamped(kT, "QueueCallerJoin", here());
  s.stamped(kT + 10, "QueueCallerAbandon", here());
  s.stamped(kT + 10, "QueueCallerLeave", here());
  s.stamped(kT + 20, "QueueCallerJoin", here());
  s.stamped(kT + 30, "QueueCallerLeave", here());
  s.stamped(kT + 31, "AgentConnect", here());
  EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT, CallQueued{kCall})),
                                        Is(expected(kT + 10, CallAbandoned{kCall})),
                                        Is(expected(kT + 20, CallQueued{kCall})),
                                        Is(expected(kT + 30, CallAnswered{kCall, AgentId{}}))));
}

TEST(AmiDecoder, AgentCompleteWithoutIdsIsFoundByQueueAndInterface) {
  Script s;
  const auto connect = [&](const char* call, const char* queue, const char* interface) {
    s.stamped(kT, "QueueCallerLeave", {{"Uniqueid", call}, {"Queue", queue}});
    s.stamped(kT, "AgentConnect", {{"Uniqueid", call}, {"Queue", queue}, {"Interface", interface}});
  };
  connect("1.1", "aspa", "PJSIP/a1");
  connect("2.2", "aspa", "PJSIP/a2");
  connect("3.3", "vaihde", "PJSIP/a1");
  connect("4.4", "aspa", "PJSIP/a1");
  s.stamped(kT + 9, "AgentComplete", {{"Queue", "aspa"}, {"Interface", "PJSIP/a1"}});
  ASSERT_EQ(s.out.all<CallEnded>().size(), 1u);
  EXPECT_EQ(s.out.all<CallEnded>()[0].call, lab_edge().call("4.4"));

  s.stamped(kT + 10, "AgentComplete", {{"Queue", "aspa"}, {"Interface", "PJSIP/a1"}});
  EXPECT_EQ(s.out.all<CallEnded>().size(), 1u);
  ASSERT_EQ(s.out.refusals.size(), 1u);
  EXPECT_EQ(s.out.refusals[0].reason, RefusalReason::bad_id);
  EXPECT_EQ(s.out.refusals[0].type, EventType::call_ended);
}

TEST(AmiDecoder, AQueueWithoutALineIsRefusedOnceAnEvent) {
  Script s;
  const Script::Headers kHeaders = {{"Uniqueid", "1.1"}, {"Queue", "huolto 24h"}};
  s.stamped(kT, "QueueCallerJoin", kHeaders);
  s.stamped(kT, "QueueCallerLeave", kHeaders);
  s.stamped(kT, "AgentConnect", kHeaders);
  s.stamped(kT, "AgentComplete", kHeaders);
  EXPECT_TRUE(s.out.events.empty());
  ASSERT_EQ(s.out.refusals.size(), 3u);
  for (const Refusal& r : s.out.refusals) {
    EXPECT_EQ(r.reason, RefusalReason::unknown_line);
    EXPECT_EQ(r.source, lab_edge().source);
    EXPECT_EQ(r.line, "huolto 24h");
    EXPECT_EQ(r.id, kCall.bits);
    EXPECT_EQ(r.at, ms(kT));
  }
}

TEST(AmiDecoder, NoNumberGetsIntoARefusal) {
  const std::pair<std::string, std::string> kNames[] = {
      {"0100009001", ""},
      {"+358 100 9001", ""},
      {"P\xc3\xa4ivi", "Pivi"},
      {std::string(70, 'q'), std::string(64, 'q')}};
  for (const auto& [queue, kept] : kNames) {
    Script s;
    s.stamped(kT, "QueueCallerJoin", {{"Uniqueid", "1.1"}, {"Queue", queue}});
    EXPECT_EQ(s.out.refusals.at(0).line, kept);
  }
}

TEST(AmiDecoder, CallsWithoutAGoodIdAreRefused) {
  const std::string long_id(129, '1');
  for (const char* event : {"QueueCallerJoin", "QueueCallerLeave", "QueueCallerAbandon",
                            "AgentConnect", "AgentComplete"}) {
    for (const std::string& id : {std::string(), long_id}) {
      Script s;
      s.stamped(kT, event, {{"Queue", "aspa"}, {"Uniqueid", id}});
      s.decoder.flush(s.out);
      EXPECT_TRUE(s.out.events.empty()) << event;
      ASSERT_EQ(s.out.refusals.size(), 1u) << event;
      EXPECT_EQ(s.out.refusals[0].reason, RefusalReason::bad_id);
    }
  }
}

TEST(AmiDecoder, WithoutTimestampsReceiptIsTheClockAndAPingChangesNothing) {
  Script s;
  s.received(kT, "QueueCallerJoin", here());
  s.raw("Response: Success\r\nPing: Pong\r\nTimestamp: 17.5\r\n", ms(kT + 5));
  s.received(kT + 10, "QueueCallerLeave", here());
  s.received(kT + 510, "Hangup", {});
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallQueued{kCall})),
                          Is(expected(kT + 10, CallRedirected{kCall, RedirectReason::key}))));
}

TEST(AmiDecoder, ManyHeldAtOnceGoOutUnasked) {
  Script s;
  for (std::size_t i = 0; i < Closings::kMost + 10; ++i) {
    s.stamped(kT, "QueueCallerAbandon", {{"Uniqueid", std::to_string(i)}, {"Queue", "aspa"}});
  }
  EXPECT_EQ(s.out.events.size(), 10u);
  s.decoder.flush(s.out);
  EXPECT_EQ(s.out.events.size(), Closings::kMost + 10);
}

// Words that matter, in any order and with anything missing.
RC_GTEST_PROP(AmiDecoder, TakesAnyMessages, ()) {
  const auto word = rc::gen::element<std::string>(
      "QueueCallerJoin", "QueueCallerLeave", "QueueCallerAbandon", "AgentConnect", "AgentComplete",
      "UserEvent", "Shutdown", "QueueParams", "QueueEntry", "QueueStatusComplete", "QueueDone",
      "CallbackRequested", "CallbackAnswered", "TIMEOUT", "FULL", "aspa", "vaihde", "1.1", "2.2",
      "", "1795316400", "9999999999.9", "-1", "2");
  const auto key = rc::gen::element<std::string>("Event", "Uniqueid", "Queue", "UserEvent",
                                                 "Status", "CallbackId", "Interface", "Timestamp",
                                                 "Wait", "ListItems", "MemberName");
  const auto messages =
      *rc::gen::container<std::vector<std::vector<std::pair<std::string, std::string>>>>(
          rc::gen::container<std::vector<std::pair<std::string, std::string>>>(
              rc::gen::pair(key, word)));
  Script s;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(messages.size()); ++i) {
    std::string text;
    for (const auto& [k, v] : messages[static_cast<std::size_t>(i)]) text += k + ": " + v + "\n";
    s.raw(std::move(text), ms(kT + 100 * i));
  }
  s.decoder.flush(s.out);
  RC_ASSERT(!s.decoder.next_deadline());
  for (const Event& e : s.out.events) RC_ASSERT(e.line.set());
}

}  // namespace
}  // namespace jono::asterisk
