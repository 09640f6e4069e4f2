// SPDX-License-Identifier: EUPL-1.2
// Which lines are refused, for which reason, and what is kept of them.
#include <string>

#include "daemon/event/parser.h"
#include "tests/event/parser_fixture.h"

namespace jono {
namespace {

// Rows of the list of what must not go wrong.
class X01_Parser : public ParserTest {};
class X04_Parser : public ParserTest {};
class X10_Parser : public ParserTest {};

TEST_F(X01_Parser, WhatIsNotOneJsonObjectIsRefused) {
  for (const char* text : {"",
                           " ",
                           "x",
                           "{",
                           "}",
                           "[]",
                           "7",
                           "\"x\"",
                           "null",
                           "true",
                           "{}{}",
                           "{} x",
                           "{\"v\":1,}",
                           "{'v':1}",
                           "{\"v\":01}",
                           "{\"v\":NaN}",
                           "{\"v\":+1}",
                           "{\"v\":.5}",
                           "{\"v\":1 /* no */}",
                           "{\"v\":1}\n{\"v\":1}",
                           "{\"a\":\"\x01\"}",
                           "{\"a\":\"\t\"}",
                           "{\"a\":\"\\x\"}",
                           "{v:1}",
                           "\xef\xbb\xbf{}"}) {
    EXPECT_EQ(refused(text), "not_json") << text;
  }
  const std::string nul = queued() + std::string(1, '\0');
  EXPECT_EQ(refused(nul), "not_json");
}

TEST_F(X01_Parser, EveryCutLineIsRefused) {
  const std::string whole = queued();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(refused(std::string_view(whole).substr(0, size)), "not_json") << size;
  }
}

TEST_F(X01_Parser, WhatIsNotUtf8IsRefused) {
  for (const char* bad :
       {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xed\xbf\xbf",
        "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    EXPECT_EQ(refused(queued({{"call", '"' + std::string(bad) + '"'}})), "not_json");
    EXPECT_EQ(refused(queued({{"note", "\"a" + std::string(bad) + "b\""}})), "not_json");
    EXPECT_EQ(refused(queued({{"note", "\"\\n" + std::string(bad) + "b\""}})), "not_json");
  }
}

TEST_F(X01_Parser, LoneSurrogatesAreRefused) {
  for (const char* bad : {"\\ud800", "\\udfff", "\\ud83dx", "\\ud83d\\n", "\\ud83d\\ud83d",
                          "\\ude00\\ud83d", "\\uD800\\u0041"}) {
    EXPECT_EQ(refused(queued({{"note", '"' + std::string(bad) + '"'}})), "not_json") << bad;
  }
}

TEST_F(X01_Parser, DepthIsBounded) {
  const auto nested = [](int depth) {
    const auto n = static_cast<std::size_t>(depth);
    return queued({{"note", std::string(n, '[') + std::string(n, ']')}});
  };
  EXPECT_EQ(refused(nested(31)), "");
  EXPECT_EQ(refused(nested(32)), "not_json");
  EXPECT_EQ(refused(nested(5000)), "not_json");
}

TEST_F(ParserTest, VersionIsTheWholeNumber1) {
  for (const char* v : {"", "null", "0", "2", "-1", "1.0", "1e0", "true", "\"1\"", "[1]", "{}"}) {
    EXPECT_EQ(refused(queued({{"v", v}})), "bad_version") << v;
  }
}

TEST_F(X10_Parser, ABodyMayNotNameAnotherSource) {
  for (const char* source : {"\"bulk\"", "\"nobody\"", "\"\"", "5", "true", "[\"ace\"]"}) {
    EXPECT_EQ(refused(queued({{"source", source}})), "other_source") << source;
    EXPECT_EQ(parser.refusal().source, kAce);
  }
  EXPECT_EQ(refused(queued(), SourceId{}), "unknown_source");
}

TEST_F(ParserTest, SeqIsAWholeNumberFrom1) {
  for (const char* seq : {"0", "-0", "-1", "1.0", "1e0", "1E2", "true", "\"1\"", "[]",
                          "18446744073709551616", "1e400"}) {
    EXPECT_EQ(refused(queued({{"seq", seq}})), "bad_seq") << seq;
  }
}

TEST_F(ParserTest, AnUnlistedTypeIsRefused) {
  for (const char* type : {"", "null", "1", "\"\"", "\"call\"", "\"call.Queued\"",
                           "\"call.queued \"", "\"call.qneued\"", "\"source.gap\""}) {
    EXPECT_EQ(refused(queued({{"type", type}})), "unknown_type") << type;
  }
}

TEST_F(ParserTest, ABadAtIsRefused) {
  for (const char* at :
       {"", "null", "true", "1000.0", "1e3", "1000.5", "\"1000\"", "\"\"", "[1000]",
        "\"2026-11-23T08:15:02\"", "\"2026-11-23T08:15:02+0200\"", "\"2026-11-23T08:15:60Z\"",
        "\"2026-02-29T08:15:00Z\"", "\"2026-11-23 08:15:00Z\"", "253402300800000",
        "-62167219200001", "9223372036854775808", "18446744073709551615", "-9223372036854775808"}) {
    EXPECT_EQ(refused(queued({{"at", at}})), "bad_at") << at;
  }
}

TEST_F(ParserTest, AnUnknownLineIsRefused) {
  for (const char* line : {"", "null", "5", "\"\"", "\"ASPA\"", "\"kirjeet\"", "\"aspa \""}) {
    EXPECT_EQ(refused(queued({{"line", line}})), "unknown_line") << line;
  }
  EXPECT_EQ(refused(queued({{"source", ""}, {"line", "\"q100\""}}), kBulk), "unknown_line");
  EXPECT_EQ(refused(event_line("backlog.level", {{"open", "1"}})), "unknown_line");
}

TEST_F(ParserTest, ABadIdIsRefused) {
  const std::string too_long = '"' + std::string(129, 'x') + '"';
  for (const std::string& bad : {std::string("\"\""), std::string("5"), std::string("true"),
                                 std::string("[\"c\"]"), std::string("{}"), too_long}) {
    EXPECT_EQ(refused(queued({{"call", bad}})), "bad_id") << bad;
    EXPECT_EQ(refused(event_line("call.answered", {{"call", "\"c\""}, {"agent", bad}})), "bad_id");
    EXPECT_EQ(refused(event_line("callback.requested", {{"callback", "\"b\""}, {"call", bad}})),
              "bad_id");
    EXPECT_EQ(refused(event_line("callback.closed", {{"callback", bad}})), "bad_id");
    EXPECT_EQ(refused(event_line("agent.state", {{"agent", bad}, {"state", "\"busy\""}})),
              "bad_id");
  }
}

TEST_F(ParserTest, ARequiredIdMayNotBeMissing) {
  for (const char* type : {"call.queued", "call.answered", "call.abandoned", "call.redirected",
                           "call.lost", "call.refused", "call.ended"}) {
    EXPECT_EQ(refused(event_line(type, {{"callback", "\"b\""}})), "bad_id") << type;
    EXPECT_EQ(refused(event_line(type, {{"call", "null"}})), "bad_id") << type;
  }
  for (const char* type :
       {"callback.requested", "callback.attempted", "callback.reached", "callback.closed"}) {
    EXPECT_EQ(refused(event_line(type, {{"call", "\"c\""}})), "bad_id") << type;
  }
  EXPECT_EQ(refused(event_line("agent.state", {{"state", "\"busy\""}})), "bad_id");
}

TEST_F(ParserTest, ABadFieldIsRefused) {
  for (const char* coarse : {"1", "0", "\"true\"", "[]", "{}"}) {
    EXPECT_EQ(refused(queued({{"coarse", coarse}})), "bad_field") << coarse;
  }
  for (const char* state : {"", "null", "1", "\"\"", "\"Busy\"", "\"away\""}) {
    EXPECT_EQ(refused(event_line("agent.state", {{"agent", "\"a\""}, {"state", state}})),
              "bad_field");
  }
  const auto level = [&](const char* open, const char* oldest) {
    return refused(event_line("backlog.level",
                              {{"line", "\"scans\""}, {"open", open}, {"oldest_at", oldest}}));
  };
  for (const char* open : {"", "null", "-1", "1.0", "\"1\"", "true"}) {
    EXPECT_EQ(level(open, ""), "bad_field") << open;
  }
  for (const char* oldest : {"1.5", "\"1\"", "true", "[]"}) {
    EXPECT_EQ(level("1", oldest), "bad_field") << oldest;
  }
  for (const std::string& epoch : {std::string("\"\""), std::string("1"), std::string("false"),
                                   '"' + std::string(129, 'e') + '"'}) {
    EXPECT_EQ(refused(queued({{"epoch", epoch}})), "bad_field") << epoch;
  }
}

TEST_F(ParserTest, NoMoreEpochsThanTheTableTakes) {
  for (std::size_t i = 0; i < EpochNames::kMost; ++i) {
    ASSERT_TRUE(epochs.intern(std::to_string(i)).set());
  }
  EXPECT_EQ(refused(queued({{"epoch", "\"one more\""}})), "bad_field");
  EXPECT_EQ(refused(queued({{"epoch", "\"one more\""}})), "bad_field");
  EXPECT_EQ(refused(queued({{"epoch", "\"4095\""}})), "");
}

TEST_F(ParserTest, OfSeveralFaultsTheFirstIsNamed) {
  Fields faults{{"v", "3"},      {"source", "\"bulk\""}, {"seq", "0"},     {"type", "\"x\""},
                {"at", "\"?\""}, {"line", "\"?\""},      {"call", "\"\""}, {"coarse", "7"}};
  const Fields mended{
      {"v", "1"},  {"source", "\"ace\""}, {"seq", "1"},      {"type", "\"call.ended\""},
      {"at", "0"}, {"line", "\"aspa\""},  {"call", "\"c\""}, {"coarse", "true"}};
  const std::string_view reasons[] = {"bad_version", "other_source", "bad_seq", "unknown_type",
                                      "bad_at",      "unknown_line", "bad_id",  "bad_field"};
  for (std::size_t i = 0; i < mended.size(); ++i) {
    EXPECT_EQ(refused(json_of(faults)), reasons[i]);
    faults[i] = mended[i];
  }
  EXPECT_EQ(refused(json_of(faults)), "");
}

TEST_F(ParserTest, ARefusalKeepsWhatCouldBeRead) {
  const std::string line = queued({{"v", "2"}, {"line", "\"hoito\""}});
  EXPECT_EQ(refused(line + "\n"), "bad_version");
  const Refusal& r = parser.refusal();
  EXPECT_EQ(r.source, kAce);
  EXPECT_EQ(r.seq, 7U);
  EXPECT_EQ(r.type, EventType::call_queued);
  EXPECT_EQ(r.at, Instant(Millis(1000)));
  EXPECT_EQ(r.line, "hoito");
  EXPECT_EQ(r.length, line.size());
  EXPECT_EQ(r.id, id<CallId>("c1").bits);
}

TEST_F(ParserTest, ARefusalLeavesOutWhatCouldNotBeRead) {
  EXPECT_EQ(refused(json_of({{"v", "1"}, {"seq", "0"}, {"type", "4"}, {"at", "\"\""}})), "bad_seq");
  EXPECT_EQ(parser.refusal().seq, 0U);
  EXPECT_FALSE(parser.refusal().type);
  EXPECT_FALSE(parser.refusal().at);
  EXPECT_EQ(parser.refusal().line, "");
  EXPECT_EQ(parser.refusal().id, (std::array<std::uint64_t, 2>{}));
}

TEST_F(ParserTest, NothingOfAnEarlierLineIsKept) {
  EXPECT_EQ(refused(queued({{"v", "2"}})), "bad_version");
  EXPECT_EQ(refused(queued() + "x"), "not_json");
  const Refusal& r = parser.refusal();
  EXPECT_EQ(r.source, kAce);
  EXPECT_EQ(r.seq, 0U);
  EXPECT_FALSE(r.type);
  EXPECT_FALSE(r.at);
  EXPECT_EQ(r.line, "");
  EXPECT_EQ(r.length, queued().size() + 1);
  EXPECT_EQ(r.id, (std::array<std::uint64_t, 2>{}));
}

TEST_F(ParserTest, ARefusalsIdIsThatOfItsType) {
  const Fields both{{"call", "\"c\""}, {"callback", "\"b\""}, {"line", "\"?\""}};
  EXPECT_EQ(refused(event_line("callback.closed", both)), "unknown_line");
  EXPECT_EQ(parser.refusal().id, id<CallbackId>("b").bits);
  EXPECT_EQ(refused(event_line("call.ended", both)), "unknown_line");
  EXPECT_EQ(parser.refusal().id, id<CallId>("c").bits);
  EXPECT_EQ(refused(event_line("call.merged", {{"call", "\"c\""}})), "unknown_type");
  EXPECT_EQ(parser.refusal().id, id<CallId>("c").bits);
  EXPECT_EQ(refused(event_line("callback.merged", {{"callback", "\"b\""}})), "unknown_type");
  EXPECT_EQ(parser.refusal().id, id<CallbackId>("b").bits);
}

TEST_F(X04_Parser, OfALineOnlyHarmlessTextIsKept) {
  const auto kept = [&](const std::string& json) {
    EXPECT_EQ(refused(queued({{"line", json}})), "unknown_line");
    return parser.refusal().line;
  };
  EXPECT_EQ(kept("\"new queue-2\""), "new queue-2");
  EXPECT_EQ(kept("\"+358401234567\""), "");
  EXPECT_EQ(kept("\"040 123 4567\""), "");
  EXPECT_EQ(kept("\"tel:0401234567\""), "");
  EXPECT_EQ(kept("\"\\u001b[31mhätä\\n\""), "[31mht");
  EXPECT_EQ(kept('"' + std::string(100, 'x') + '"'), std::string(64, 'x'));
  EXPECT_EQ(kept("5"), "");
}

}  // namespace
}  // namespace jono
