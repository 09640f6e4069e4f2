// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/queue_log_decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

using testing::ElementsAre;
using Outcomes = std::map<std::string, int>;

const CallId kCall = lab_edge().call("7.1");

Event coarse(std::int64_t second, const What& what, std::string_view line = "aspa") {
  Event e;
  e.at = ms(second * 1000);
  e.source = lab_edge().source;
  e.line = lab_line(line);
  e.coarse = true;
  e.what = what;
  return e;
}

TEST(QueueLog, AnAnsweredCall) {
  const Recorder out = decode_queue_log(
      "100|7.1|aspa|NONE|ENTERQUEUE||0100000229|1\n102|7.1|aspa|Aino Agentti|CONNECT|2|7.5|2\n"
      "109|7.1|aspa|Aino Agentti|COMPLETEAGENT|2|7|1\n");
  EXPECT_THAT(out.events,
              ElementsAre(Is(coarse(100, CallQueued{kCall})),
                          Is(coarse(102, CallAnswered{kCall, lab_edge().agent("Aino Agentti")})),
                          Is(coarse(109, CallEnded{kCall}))));
  EXPECT_TRUE(out.refusals.empty());
}

TEST(QueueLog, EveryWayOut) {
  const std::pair<const char*, What> kWays[] = {
      {"ABANDON|1|1|5", CallAbandoned{kCall}},
      {"EXITWITHTIMEOUT|1|1|5", CallRedirected{kCall, RedirectReason::timeout}},
      {"EXITWITHKEY|1|1|1|5", CallRedirected{kCall, RedirectReason::key}},
      {"EXITEMPTY|1|1|5", CallRedirected{kCall, RedirectReason::empty}},
      {"WITHDRAW|1|1|5|lab", CallRedirected{kCall, RedirectReason::withdrawn}},
      {"COMPLETECALLER|1|1|5", CallEnded{kCall}},
      {"BLINDTRANSFER|7101|xfer|1|1|5", CallEnded{kCall}},
      {"ATTENDEDTRANSFER|BRIDGE|x|1|1|5", CallEnded{kCall}},
      {"TRANSFER|7101|xfer|1|1|5", CallEnded{kCall}}};
  for (const auto& [word, what] : kWays) {
    const Recorder out = decode_queue_log("105|7.1|aspa|NONE|" + std::string(word));
    EXPECT_THAT(out.events, ElementsAre(Is(coarse(105, what)))) << word;
  }
}

TEST(QueueLog, OtherWordsHaveNoEffect) {
  const Recorder out = decode_queue_log(
      "105|7.1|aspa|A|RINGNOANSWER|0\n105|7.1|aspa|NONE|SYSCOMPAT\n105|NONE|NONE|A|PAUSEALL|lab\n"
      "105|NONE|NONE|NONE|CONFIGRELOAD|\n105|MANAGER|aspa|PJSIP/"
      "a108|ADDMEMBER|\n105|7.1|x|A|DID|1\n"
      "\n\r\n105|NONE|NONE|NONE|QUEUESTART|\r\n");
  EXPECT_TRUE(out.events.empty());
  EXPECT_TRUE(out.refusals.empty());
}

TEST(QueueLog, AFractionMakesATimeFine) {
  const Recorder out = decode_queue_log("105.2509|7.1|aspa|NONE|ENTERQUEUE||1|1\r\n");
  ASSERT_EQ(out.events.size(), 1u);
  EXPECT_EQ(out.events[0].at, ms(105'250));
  EXPECT_FALSE(out.events[0].coarse);
}

TEST(QueueLog, AnAbandonLessThanFiveSecondsBeforeAStartIsLost) {
  const Recorder out = decode_queue_log(
      "100|7.1|aspa|NONE|ABANDON|1|1|5\n101|7.2|aspa|NONE|ABANDON|1|1|5\n"
      "105|NONE|NONE|NONE|QUEUESTART|\n");
  EXPECT_THAT(out.events,
              ElementsAre(Is(coarse(100, CallAbandoned{kCall})),
                          Is(coarse(101, CallLost{lab_edge().call("7.2"), LostReason::restart}))));
}

TEST(QueueLog, AnAbandonIsHeldUntilALineFiveSecondsLater) {
  QueueLogDecoder decoder(lab_edge());
  Recorder out;
  decoder.line("100|7.1|aspa|NONE|ABANDON|1|1|5", out);
  decoder.line("104.999|NONE|NONE|A|PAUSEALL|lab", out);
  EXPECT_TRUE(out.events.empty());
  decoder.line("105|NONE|NONE|A|PAUSEALL|lab", out);
  EXPECT_THAT(out.events, ElementsAre(Is(coarse(100, CallAbandoned{kCall}))));
  decoder.line("106|7.1|aspa|NONE|ABANDON|1|1|5", out);
  decoder.flush(out);
  EXPECT_EQ(out.events.size(), 2u);
}

TEST(QueueLog, WhatIsOpenAtAStartIsLostThen) {
  const Recorder out = decode_queue_log(
      "100|7.1|aspa|NONE|ENTERQUEUE||1|1\n100|7.2|vaihde|NONE|ENTERQUEUE||1|1\n"
      "101|7.2|vaihde|A|CONNECT|1|7.3|1\n200|NONE|NONE|NONE|QUEUESTART|\n"
      "201|NONE|NONE|NONE|QUEUESTART|\n");
  ASSERT_EQ(out.events.size(), 4u);
  EXPECT_THAT(out.events[3], Is(coarse(200, CallLost{kCall, LostReason::restart})));
}

TEST(QueueLog, ATransferWrittenAfterTheNextEntryClosesNothing) {
  const Recorder out = decode_queue_log(
      "100|7.1|vaihde|NONE|ENTERQUEUE||1|1\n101|7.1|vaihde|A|CONNECT|1|7.3|1\n"
      "103|7.1|aspa|NONE|ENTERQUEUE||1|1\n103|7.1|vaihde|A|BLINDTRANSFER|7201|xfer|1|3|1\n"
      "200|NONE|NONE|NONE|QUEUESTART|\n");
  ASSERT_EQ(out.events.size(), 5u);
  EXPECT_THAT(out.events[3], Is(coarse(103, CallEnded{kCall}, "vaihde")));
  EXPECT_THAT(out.events[4], Is(coarse(200, CallLost{kCall, LostReason::restart})));
}

TEST(QueueLog, CallsWithoutAnEndAreForgottenAfterADay) {
  const Recorder out = decode_queue_log(
      "100000|7.1|aspa|NONE|ENTERQUEUE||1|1\n190000|7.2|aspa|NONE|ENTERQUEUE||1|1\n"
      "190001|NONE|NONE|NONE|QUEUESTART|\n");
  ASSERT_EQ(out.events.size(), 3u);
  EXPECT_EQ(out.all<CallLost>().at(0).call, lab_edge().call("7.2"));
}

TEST(QueueLog, MalformedLinesAreRefusedWithTheirReason) {
  const std::pair<std::string, RefusalReason> kBad[] = {
      {"nonsense", RefusalReason::bad_field},
      {"1795316395|7.1|aspa|NONE", RefusalReason::bad_field},
      {"|7.1|aspa|NONE|ENTERQUEUE", RefusalReason::bad_at},
      {"2026-11-22 10:00:00.1|7.1|aspa|NONE|ENTERQUEUE", RefusalReason::bad_at},
      {"-5|7.1|aspa|NONE|ENTERQUEUE", RefusalReason::bad_at},
      {"105||aspa|NONE|ENTERQUEUE", RefusalReason::bad_id},
      {"105|NONE|aspa|NONE|ENTERQUEUE", RefusalReason::bad_id},
      {"105|" + std::string(129, '1') + "|aspa|NONE|ENTERQUEUE", RefusalReason::bad_id},
      {"105|7.1|huolto|NONE|ENTERQUEUE", RefusalReason::unknown_line},
      {"105|7.1|NONE|NONE|ABANDON", RefusalReason::unknown_line},
      {"105|7.1|aspa|NONE|" + std::string(20'000, 'x'), RefusalReason::too_long}};
  for (const auto& [line, reason] : kBad) {
    const Recorder out = decode_queue_log(line + "\n106|7.1|aspa|NONE|ENTERQUEUE||1|1\n");
    ASSERT_EQ(out.refusals.size(), 1u) << line;
    EXPECT_EQ(out.refusals[0].reason, reason) << line;
    EXPECT_EQ(out.refusals[0].length, line.size());
    EXPECT_EQ(out.events.size(), 1u) << line;
  }
}

TEST(QueueLog, AgreesWithTheTruthOfALongCapture) {
  const Recorder out = decode_queue_log(fixture("main.queue_log"));
  EXPECT_EQ(outcomes_of(visits_of(out.events)), (Outcomes{{"answered", 245},
                                                          {"abandoned", 57},
                                                          {"timeout", 24},
                                                          {"key", 14},
                                                          {"empty", 7},
                                                          {"withdrawn", 1}}));
  EXPECT_EQ(out.all<CallEnded>().size(), 245u);
  EXPECT_TRUE(out.refusals.empty());
  for (const Event& e : out.events) ASSERT_TRUE(e.coarse);
}

TEST(QueueLog, SixAreLostInARestart) {
  const Recorder out = decode_queue_log(fixture("restart.queue_log"));
  EXPECT_EQ(outcomes_of(visits_of(out.events)), (Outcomes{{"answered", 7}, {"lost", 6}}));
  for (const CallLost& e : out.all<CallLost>()) EXPECT_EQ(e.reason, LostReason::restart);
}

// Both tell of the same steps, and each time of the log is at most a second from the exact one.
TEST(QueueLog, PairsWithTheManagerInterfaceStepByStep) {
  const Visits log = visits_of(decode_queue_log(fixture("main.queue_log")).events);
  const Visits ami = visits_of(decode_ami("main.agentonly.ami.xz").events);
  ASSERT_EQ(log.size(), ami.size());
  const auto close = [](Instant whole, Instant exact) {
    return exact >= whole - Millis(500) && exact < whole + Millis(1500);
  };
  for (const auto& [key, visits] : ami) {
    ASSERT_EQ(log.at(key).size(), visits.size());
    for (std::size_t i = 0; i < visits.size(); ++i) {
      ASSERT_TRUE(close(log.at(key)[i].queued, visits[i].queued));
      ASSERT_TRUE(close(*log.at(key)[i].closed, *visits[i].closed));
      if (visits[i].ended) ASSERT_TRUE(close(*log.at(key)[i].ended, *visits[i].ended));
    }
  }
}

RC_GTEST_PROP(QueueLog, TakesAnyLines, ()) {
  const auto part = rc::gen::element<std::string>(
      "100", "107", "103.5", "7.1", "7.2", "aspa", "NONE", "ENTERQUEUE", "CONNECT", "ABANDON",
      "QUEUESTART", "COMPLETEAGENT", "EXITEMPTY", "|", "|", "\n", "\r", "");
  std::string text;
  for (const std::string& p : *rc::gen::container<std::vector<std::string>>(part)) text += p + "|";
  const Recorder out = decode_queue_log(text);
  for (const Event& e : out.events) RC_ASSERT(e.line.set());
}

}  // namespace
}  // namespace jono::asterisk
