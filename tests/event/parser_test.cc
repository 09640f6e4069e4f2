// SPDX-License-Identifier: EUPL-1.2
// What the parser makes of good lines; why it refuses others is in parser_refusal_test.cc.
#include "daemon/event/parser.h"

#include "tests/event/parser_fixture.h"

namespace jono {
namespace {

TEST_F(ParserTest, TakesTheExampleOfTheFormat) {
  const Event e = accepted(
      R"({"v":1,"source":"ace","seq":184467,"type":"call.queued",)"
      R"("at":"2026-11-23T08:15:02.412+02:00","line":"aspa","call":"c-77120","caller":"+358…"})");
  EXPECT_EQ(e.source, kAce);
  EXPECT_EQ(e.seq, 184467U);
  EXPECT_EQ(e.at, Instant(Millis(1795414502412)));
  EXPECT_EQ(e.line, kAspa);
  EXPECT_FALSE(e.coarse);
  EXPECT_FALSE(e.epoch.set());
  EXPECT_EQ(e.what, What(CallQueued{id<CallId>("c-77120")}));
}

TEST_F(ParserTest, ReadsEachCallEvent) {
  const auto what = [&](std::string_view type, Fields more = {}) {
    more.emplace_back("call", "\"c1\"");
    return accepted(event_line(type, more)).what;
  };
  const CallId call = id<CallId>("c1");
  EXPECT_EQ(what("call.queued"), What(CallQueued{call}));
  EXPECT_EQ(what("call.answered"), What(CallAnswered{call, {}}));
  EXPECT_EQ(what("call.answered", {{"agent", "\"a\""}}),
            What(CallAnswered{call, id<AgentId>("a")}));
  EXPECT_EQ(what("call.abandoned"), What(CallAbandoned{call}));
  EXPECT_EQ(what("call.redirected", {{"reason", "\"callback\""}}),
            What(CallRedirected{call, RedirectReason::callback}));
  EXPECT_EQ(what("call.lost", {{"reason", "\"crash\""}}), What(CallLost{call, LostReason::crash}));
  EXPECT_EQ(what("call.refused", {{"reason", "\"no_agents\""}}),
            What(CallRefused{call, RefusedReason::no_agents}));
  EXPECT_EQ(what("call.ended"), What(CallEnded{call}));
}

TEST_F(ParserTest, ReadsEachCallbackEvent) {
  const auto what = [&](std::string_view type, Fields more = {}) {
    more.emplace_back("callback", "\"b1\"");
    return accepted(event_line(type, more)).what;
  };
  const CallbackId callback = id<CallbackId>("b1");
  EXPECT_EQ(what("callback.requested"), What(CallbackRequested{callback, {}}));
  EXPECT_EQ(what("callback.requested", {{"call", "\"c1\""}}),
            What(CallbackRequested{callback, id<CallId>("c1")}));
  EXPECT_EQ(what("callback.attempted", {{"result", "\"busy\""}}),
            What(CallbackAttempted{callback, AttemptResult::busy}));
  EXPECT_EQ(what("callback.reached"), What(CallbackReached{callback}));
  EXPECT_EQ(what("callback.closed", {{"reason", "\"solved\""}}),
            What(CallbackClosed{callback, CallbackCloseReason::solved}));
}

TEST_F(ParserTest, MissingNullOddAndUnknownReasonsAreOther) {
  for (const char* reason :
       {"", "null", "5", "true", "[\"key\"]", "{}", "\"\"", "\"KEY\"", "\"keys\"", "\"restart\""}) {
    const Event e =
        accepted(event_line("call.redirected", {{"call", "\"c\""}, {"reason", reason}}));
    EXPECT_EQ(std::get<CallRedirected>(e.what).reason, RedirectReason::other) << reason;
  }
  for (const char* result : {"", "null", "1", "\"fine\""}) {
    const Event e =
        accepted(event_line("callback.attempted", {{"callback", "\"b\""}, {"result", result}}));
    EXPECT_EQ(std::get<CallbackAttempted>(e.what).result, AttemptResult::other) << result;
  }
}

TEST_F(ParserTest, ReadsAgentState) {
  const Event e =
      accepted(event_line("agent.state", {{"agent", "\"a1\""}, {"state", "\"wrapup\""}}));
  EXPECT_EQ(e.line, kAspa);
  EXPECT_EQ(e.what, What(AgentState{id<AgentId>("a1"), AgentPresence::wrapup}));
}

TEST_F(ParserTest, BacklogLevelNamesABacklogAsItsLine) {
  const Event e = accepted(event_line(
      "backlog.level",
      {{"line", "\"scans\""}, {"open", "12"}, {"oldest_at", "500"}, {"class", "\"urgent\""}}));
  EXPECT_FALSE(e.line.set());
  EXPECT_EQ(e.what,
            What(BacklogLevel{BacklogId{1}, 12, Instant(Millis(500)), BacklogClass::urgent}));
  for (const char* cls : {"", "null", "3", "\"slow\""}) {
    const Event plain = accepted(event_line(
        "backlog.level",
        {{"line", "\"kirjeet\""}, {"open", "0"}, {"oldest_at", "null"}, {"class", cls}}));
    EXPECT_EQ(plain.what, What(BacklogLevel{BacklogId{0}, 0, {}, BacklogClass::other})) << cls;
  }
}

TEST_F(ParserTest, HeartbeatNeedsNoLine) {
  for (const char* line : {"", "null", "\"nowhere\"", "17"}) {
    const Event e = accepted(event_line("source.heartbeat", {{"line", line}}));
    EXPECT_FALSE(e.line.set()) << line;
    EXPECT_EQ(e.what, What(SourceHeartbeat{})) << line;
    EXPECT_EQ(e.seq, 7U) << line;
  }
}

TEST_F(ParserTest, LineMayBeAQueueOfTheSource) {
  EXPECT_EQ(accepted(queued({{"line", "\"q100\""}})).line, kHoito);
  EXPECT_EQ(accepted(queued({{"line", "\"hoito\""}})).line, kHoito);
}

TEST_F(ParserTest, NullIsAbsent) {
  const Event e = accepted(queued({{"source", "null"},
                                   {"seq", "null"},
                                   {"epoch", "null"},
                                   {"coarse", "null"},
                                   {"caller", "null"}}));
  EXPECT_EQ(e.source, kAce);
  EXPECT_EQ(e.seq, 0U);
  EXPECT_FALSE(e.epoch.set());
  EXPECT_FALSE(e.coarse);
  const Event answered =
      accepted(event_line("call.answered", {{"call", "\"c\""}, {"agent", "null"}}));
  EXPECT_FALSE(std::get<CallAnswered>(answered.what).agent.set());
}

TEST_F(ParserTest, CoarseIsTrueOrAbsent) {
  EXPECT_TRUE(accepted(queued({{"coarse", "true"}})).coarse);
  EXPECT_FALSE(accepted(queued({{"coarse", "false"}})).coarse);
}

TEST_F(ParserTest, SeqGoesToTheEndOf64Bits) {
  EXPECT_EQ(accepted(queued({{"seq", "1"}})).seq, 1U);
  EXPECT_EQ(accepted(queued({{"seq", "9223372036854775808"}})).seq, 9223372036854775808U);
  EXPECT_EQ(accepted(queued({{"seq", "18446744073709551615"}})).seq, 18446744073709551615U);
  EXPECT_EQ(accepted(queued({{"seq", ""}})).seq, 0U);
}

TEST_F(ParserTest, AtIsAnInstantOrWholeMilliseconds) {
  EXPECT_EQ(accepted(queued({{"at", "0"}})).at, Instant());
  EXPECT_EQ(accepted(queued({{"at", "-1"}})).at, Instant(Millis(-1)));
  EXPECT_EQ(accepted(queued({{"at", "1795414502412"}})).at, Instant(Millis(1795414502412)));
  EXPECT_EQ(accepted(queued({{"at", "\"2026-11-23t06:15:02.4129999z\""}})).at,
            Instant(Millis(1795414502412)));
}

TEST_F(ParserTest, EpochIsInterned) {
  const EpochId first = accepted(queued({{"epoch", "\"e1\""}})).epoch;
  const EpochId second = accepted(queued({{"epoch", "\"e2\""}})).epoch;
  EXPECT_NE(first, second);
  EXPECT_EQ(accepted(queued({{"epoch", "\"\\u00651\""}})).epoch, first);
  EXPECT_EQ(epochs.of(first), "e1");
  EXPECT_EQ(epochs.of(second), "e2");
}

TEST_F(ParserTest, RefusedEventsInternNoEpoch) {
  EXPECT_EQ(refused(queued({{"epoch", "\"e1\""}, {"line", "\"x\""}})), "unknown_line");
  EXPECT_EQ(epochs.of(accepted(queued({{"epoch", "\"e2\""}})).epoch), "e2");
  EXPECT_EQ(epochs.intern("e2"), EpochId{0});
}

TEST_F(ParserTest, OfADoubledKeyTheLastCounts) {
  EXPECT_EQ(
      accepted(R"({"v":2,"v":1,"seq":"x","seq":3,"type":5,"type":"call.ended","at":"?","at":1,)"
               R"("line":null,"line":"aspa","call":"","call":"c"})")
          .seq,
      3U);
  EXPECT_EQ(refused(queued({{"call", "\"c\",\"call\":null"}})), "bad_id");
}

TEST_F(ParserTest, KeysAndWordsMayBeEscaped) {
  const Event e = accepted(
      "{\"\\u0076\":1,\"type\":\"call\\u002equeued\",\"at\":1,\"l\\u0069ne\":\"\\u0061spa\","
      "\"call\":\"a\\/b\\u00e4\\ud83d\\ude00\"}");
  EXPECT_EQ(e.what, What(CallQueued{id<CallId>("a/b\xc3\xa4\xf0\x9f\x98\x80")}));
}

TEST_F(ParserTest, UnlistedFieldsAreIgnored) {
  const std::string nested = R"({"call":"x","seq":9,"waiting":[{"call":1}],"a":[[{"type":"y"}]]})";
  const Event e = accepted(queued({{"caller", nested},
                                   {"new", "[1,2.5,1e400,\"x\",null,[true]]"},
                                   {"agent", "12"},
                                   {"part", "\"x\""},
                                   {"waiting", "7"},
                                   {"callbacks", "[[],{},3]"},
                                   {"queued_at", "\"no time\""},
                                   {"", "1"}}));
  EXPECT_EQ(e.what, What(CallQueued{id<CallId>("c1")}));
  EXPECT_EQ(e.seq, 7U);
}

TEST_F(ParserTest, IdsHave1To128BytesOfAnyText) {
  const std::string longest(128, 'x');
  EXPECT_EQ(accepted(queued({{"call", '"' + longest + '"'}})).what,
            What(CallQueued{id<CallId>(longest)}));
  std::string escaped = "\"";
  for (int i = 0; i < 128; ++i) escaped += "\\u0078";
  EXPECT_EQ(accepted(queued({{"call", escaped + '"'}})).what,
            What(CallQueued{id<CallId>(longest)}));
  EXPECT_EQ(accepted(queued({{"call", "\"\\u0000\""}})).what,
            What(CallQueued{id<CallId>(std::string_view("\0", 1))}));
}

TEST_F(ParserTest, TheLineEndAndSpaceAroundAreNoMatter) {
  for (const char* end : {"\n", "\r\n", "\r", " \t\n"}) {
    EXPECT_EQ(accepted(queued() + end).seq, 7U);
  }
  EXPECT_EQ(accepted(" \t" + queued()).seq, 7U);
}

TEST_F(ParserTest, Takes16384BytesWithoutTheLineEnd) {
  const std::string rest = queued({{"note", "\"\""}});
  const std::string note(16'384 - rest.size(), 'n');
  const std::string line = queued({{"note", '"' + note + '"'}});
  ASSERT_EQ(line.size(), 16'384U);
  EXPECT_EQ(accepted(line).seq, 7U);
  EXPECT_EQ(accepted(line + "\n").seq, 7U);
  EXPECT_EQ(accepted(line + "\r\n").seq, 7U);
  EXPECT_EQ(refused(line + " "), "too_long");
  EXPECT_EQ(refused(line + " \n"), "too_long");
}

TEST_F(ParserTest, TheBodyMaySayTheSourceWhereItMay) {
  EventParser replay(test_names(), hasher, epochs, SourceRule::body);
  const auto source = [&](const char* given, SourceId transport) {
    const Event* e = replay.parse(queued({{"source", given}}), transport);
    return e == nullptr ? SourceId{} : e->source;
  };
  EXPECT_EQ(source("\"ace\"", SourceId{}), kAce);
  EXPECT_EQ(source("\"ace\"", kBulk), kAce);
  EXPECT_EQ(source("", kBulk), kBulk);
  EXPECT_EQ(source("null", kBulk), kBulk);
  EXPECT_FALSE(source("\"nobody\"", kBulk).set());
  EXPECT_EQ(name_of(replay.refusal().reason), "unknown_source");
  EXPECT_FALSE(replay.refusal().source.set());
  EXPECT_FALSE(source("", SourceId{}).set());
  EXPECT_FALSE(source("3", kBulk).set());
}

TEST_F(ParserTest, TooFarAheadIsMoreThanTheTolerance) {
  Event e;
  e.at = Instant(Millis(1000));
  EXPECT_FALSE(too_far_ahead(e, Instant(Millis(400)), Millis(600)));
  EXPECT_TRUE(too_far_ahead(e, Instant(Millis(399)), Millis(600)));
  EXPECT_FALSE(too_far_ahead(e, Instant(Millis(5000)), Millis(0)));
}

}  // namespace
}  // namespace jono
