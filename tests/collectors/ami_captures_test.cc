// SPDX-License-Identifier: EUPL-1.2
// What a real Asterisk sent, against what its own log says of the same calls.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <sstream>

#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

namespace json = boost::json;
using Outcomes = std::map<std::string, int>;

std::string text(const json::value& v, const char* key) {
  return std::string(v.at(key).as_string());
}

// Microseconds were printed; a double still tells them apart.
Instant instant(const json::value& v) { return ms(std::llround(v.as_double() * 1e6) / 1000); }

VisitKey key_of(const json::value& visit) {
  return {lab_edge().call(text(visit, "callid")), lab_line(text(visit, "queue"))};
}

// The log knows the key, and not what was asked for with it.
bool fits(const std::string& outcome, const std::string& told) {
  return outcome == told || (told == "key" && outcome == "callback");
}

class Main : public testing::TestWithParam<const char*> {
 protected:
  Recorder decoded_ = decode_ami(GetParam());
  Visits visits_ = visits_of(decoded_.events);
};

TEST_P(Main, CountsAreThoseOfTheLog) {
  EXPECT_EQ(outcomes_of(visits_), (Outcomes{{"answered", 245},
                                            {"abandoned", 57},
                                            {"timeout", 24},
                                            {"callback", 13},
                                            {"key", 1},
                                            {"empty", 7},
                                            {"withdrawn", 1}}));
  Outcomes refused;
  for (const CallRefused& e : decoded_.all<CallRefused>())
    ++refused[std::string(name_of(e.reason))];
  EXPECT_EQ(refused, (Outcomes{{"full", 34}, {"no_agents", 4}}));
  EXPECT_EQ(decoded_.all<CallEnded>().size(), 245u);
  EXPECT_TRUE(decoded_.refusals.empty());
}

TEST_P(Main, EveryVisitEndsAsTheLogSays) {
  const json::value truth = json::parse(fixture("main.truth.json.xz"));
  std::map<VisitKey, std::size_t> nth;
  for (const json::value& told : truth.at("visits").as_array()) {
    const VisitKey key = key_of(told);
    const Visit& visit = visits_.at(key).at(nth[key]++);
    ASSERT_TRUE(fits(visit.outcome, text(told, "outcome"))) << told << visit.outcome;
    if (visit.outcome != "answered") continue;
    ASSERT_TRUE(visit.ended) << told;
    const Millis talk = *visit.ended - *visit.closed;
    const Millis told_talk = std::chrono::seconds(told.at("talk_s").as_int64());
    ASSERT_LT(std::chrono::abs(talk - told_talk), std::chrono::seconds(1)) << told;
  }
  EXPECT_EQ(nth.size(), visits_.size());
}

TEST_P(Main, EveryWaitIsExactToTheMillisecond) {
  const json::value counted = json::parse(fixture("main.ami_visits.json.xz"));
  std::map<VisitKey, std::size_t> nth;
  for (const json::value& told : counted.at("visits").as_array()) {
    const VisitKey key = key_of(told);
    const Visit& visit = visits_.at(key).at(nth[key]++);
    ASSERT_EQ(visit.queued, instant(told.at("joined"))) << told;
    ASSERT_EQ(visit.closed, instant(told.at("left"))) << told;
  }
}

TEST_P(Main, CallbacksBelongToTheLineThatWasAsked) {
  std::map<CallbackId, LineId> requested;
  std::map<AttemptResult, int> failed;
  int reached = 0;
  for (const Event& e : decoded_.events) {
    if (const auto* r = std::get_if<CallbackRequested>(&e.what)) {
      requested[r->callback] = e.line;
      EXPECT_EQ(visits_.at({r->call, e.line}).back().outcome, "callback");
    }
    if (const auto* r = std::get_if<CallbackReached>(&e.what)) {
      ++reached;
      EXPECT_EQ(requested.at(r->callback), e.line);
    }
    if (const auto* r = std::get_if<CallbackAttempted>(&e.what)) {
      ++failed[r->result];
      EXPECT_EQ(requested.at(r->callback), e.line);
    }
  }
  EXPECT_EQ(requested.size(), 13u);
  EXPECT_EQ(reached, 11);
  EXPECT_EQ(failed, (std::map<AttemptResult, int>{{AttemptResult::no_answer, 2},
                                                  {AttemptResult::busy, 1}}));
}

INSTANTIATE_TEST_SUITE_P(Ami, Main, testing::Values("main.qmon.ami.xz", "main.agentonly.ami.xz"),
                         [](const auto& info) {
                           return std::string(info.param).substr(5, 4) == "qmon" ? "qmon"
                                                                                 : "agentonly";
                         });

TEST(MainWithoutUserEvents, OnlyLeavingByItselfIsTellable) {
  const Recorder decoded = decode_ami("main.agentonly.ami.xz", UserEvents{});
  EXPECT_EQ(outcomes_of(visits_of(decoded.events)),
            (Outcomes{{"answered", 245}, {"abandoned", 57 + 24 + 7 + 1}, {"key", 14}}));
}

TEST(MainWithTimes, ReceiptMovesNothingWhereMessagesHaveTheirTimestamp) {
  const auto times = ReceivedTimes::parse(fixture("main.qmon.times.tsv.xz"));
  ASSERT_TRUE(times);
  AmiDecoder decoder(lab_edge(), lab_user_events());
  Recorder out;
  feed_all(decoder, fixture("main.qmon.ami.xz"), &*times, out);
  decoder.flush(out);
  const Recorder without = decode_ami("main.qmon.ami.xz");
  ASSERT_EQ(out.events.size(), without.events.size());
  for (std::size_t i = 0; i < out.events.size(); ++i) {
    ASSERT_TRUE(same_content(out.events[i], without.events[i])) << i;
  }
}

struct Slice {
  std::string name;
  std::string call;
  std::vector<std::string> log;
};
void PrintTo(const Slice& slice, std::ostream* out) { *out << slice.name; }

std::vector<Slice> slices() {
  std::vector<Slice> out;
  const json::value index = json::parse(fixture("slices/index.json"));
  for (const auto& [name, told] : index.as_object()) {
    Slice& slice = out.emplace_back(Slice{std::string(name), text(told, "uniqueid"), {}});
    for (const json::value& line : told.at("queue_log").as_array()) {
      slice.log.emplace_back(line.as_string());
    }
  }
  return out;
}

// "aspa timeout" and so on, in the log's own order of ends.
std::vector<std::string> told_outcomes(const Slice& slice) {
  static const std::map<std::string, std::string> kWords = {
      {"CONNECT", "answered"}, {"ABANDON", "abandoned"}, {"EXITWITHTIMEOUT", "timeout"},
      {"EXITWITHKEY", "key"},  {"EXITEMPTY", "empty"},   {"WITHDRAW", "withdrawn"}};
  std::vector<std::string> out;
  for (const std::string& line : slice.log) {
    std::vector<std::string> field;
    std::istringstream in(line);
    for (std::string f; std::getline(in, f, '|');) field.push_back(f);
    if (const auto word = kWords.find(field.at(4)); word != kWords.end()) {
      out.push_back(field.at(2) + " " + word->second);
    }
  }
  return out;
}

std::vector<std::string> decoded_outcomes(const Visits& visits, CallId call) {
  std::vector<std::pair<Instant, std::string>> ends;
  for (const auto& [key, list] : visits) {
    if (key.call != call) continue;
    for (const Visit& v : list) {
      const std::string line = lab_edge().names->of(key.line);
      ends.emplace_back(v.closed.value_or(Instant::max()), line + " " + v.outcome);
    }
  }
  std::ranges::sort(ends);
  std::vector<std::string> out;
  for (auto& [at, end] : ends) out.push_back(std::move(end));
  return out;
}

class OneCall : public testing::TestWithParam<Slice> {};

TEST_P(OneCall, EndsAsTheLogSays) {
  const Slice& slice = GetParam();
  const CallId call = lab_edge().call(slice.call);
  const Recorder decoded = decode_ami("slices/" + slice.name + ".ami");
  const Visits visits = visits_of(decoded.events);
  std::vector<std::string> told = told_outcomes(slice);
  for (std::string& end : told) {
    if (slice.name == "key_callback_requested") end = "aspa callback";
  }
  EXPECT_EQ(decoded_outcomes(visits, call), told);

  const json::value counted = json::parse(fixture("main.ami_visits.json.xz"));
  std::map<VisitKey, std::size_t> nth;
  for (const json::value& v : counted.at("visits").as_array()) {
    if (text(v, "callid") != slice.call) continue;
    const VisitKey key = key_of(v);
    const Visit& visit = visits.at(key).at(nth[key]++);
    EXPECT_EQ(visit.queued, instant(v.at("joined")));
    EXPECT_EQ(*visit.closed - visit.queued, instant(v.at("left")) - instant(v.at("joined")));
    EXPECT_EQ(visit.ended.has_value(), visit.outcome == "answered");
  }
}

INSTANTIATE_TEST_SUITE_P(Slices, OneCall, testing::ValuesIn(slices()),
                         [](const auto& info) { return info.param.name; });

TEST(Slices, AreAllThere) { EXPECT_EQ(slices().size(), 24u); }

template <class T>
T only(const Recorder& decoded) {
  const std::vector<T> all = decoded.all<T>();
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? T{} : all[0];
}

TEST(Slices, RefusedAtTheDoor) {
  EXPECT_EQ(only<CallRefused>(decode_ami("slices/refused_full.ami")),
            (CallRefused{lab_edge().call("1795316429.72"), RefusedReason::full}));
  EXPECT_EQ(only<CallRefused>(decode_ami("slices/refused_joinempty.ami")),
            (CallRefused{lab_edge().call("1795316531.297"), RefusedReason::no_agents}));
}

TEST(Slices, CallbacksOfOneCall) {
  const Recorder asked = decode_ami("slices/key_callback_requested.ami");
  EXPECT_EQ(only<CallbackRequested>(asked), (CallbackRequested{lab_edge().callback("1795316404.24"),
                                                               lab_edge().call("1795316404.24")}));
  EXPECT_EQ(only<CallRedirected>(asked).reason, RedirectReason::callback);
  EXPECT_EQ(only<CallRedirected>(decode_ami("slices/key_2.ami")).reason, RedirectReason::key);

  // Cut out alone, a callback that was put through to no queue has lost its line.
  const Recorder direct = decode_ami("slices/callback_answered_direct.ami");
  EXPECT_TRUE(direct.all<CallbackReached>().empty());
  ASSERT_EQ(direct.refusals.size(), 1u);
  EXPECT_EQ(direct.refusals[0].reason, RefusalReason::unknown_line);
  EXPECT_EQ(direct.refusals[0].line, "direct");
  EXPECT_EQ(direct.refusals[0].type, EventType::callback_reached);
  EXPECT_EQ(direct.refusals[0].id, lab_edge().callback("1795316404.24").bits);
}

TEST(Slices, AnAgentIsHashedByName) {
  const Recorder decoded = decode_ami("slices/agent_complete_without_ids.ami");
  EXPECT_EQ(only<CallAnswered>(decoded).agent, lab_edge().agent("Sosiaali Kuusi"));
  EXPECT_EQ(only<CallEnded>(decoded).call, lab_edge().call("1795316485.177"));
}

}  // namespace
}  // namespace jono::asterisk
