// SPDX-License-Identifier: EUPL-1.2
// What mod_callcenter says, event by event.
#include "collectors/freeswitch/callcenter_decoder.h"

#include "collectors/freeswitch/esl_event.h"
#include "collectors/freeswitch/esl_framer.h"
#include "tests/collectors/freeswitch_support.h"

namespace jono::freeswitch {
namespace {

using asterisk::Is;
using test::esl_event;
using testing::ElementsAre;

class Callcenter : public testing::Test {
 protected:
  // A word of call c1 in support@default, `after` milliseconds after kT.
  void hear(std::int64_t after, std::string_view action, test::EslHeaders headers = {}) {
    std::string all = esl_event(1, (kT + after) * 1000 + 999, action, headers);
    all.insert(all.rfind('\n'), "CC-Queue: support%40default\nCC-Member-Session-UUID: c1\n");
    feed(all);
  }
  void feed(std::string_view wire) { decoder_.feed(wire.substr(wire.find("\n\n") + 2), out_); }
  static std::string second(std::int64_t after) { return std::to_string(kSecond + after); }
  std::vector<Event> said() { return std::exchange(out_.events, {}); }
  std::vector<RefusalReason> refused() const {
    std::vector<RefusalReason> out;
    for (const Refusal& r : out_.refusals) out.push_back(r.reason);
    return out;
  }

  CallcenterDecoder decoder_{edge()};
  Recorder out_;
  const CallId call_ = edge().call("c1");
  const AgentId agent_ = edge().agent("1000@default");
};

TEST_F(Callcenter, ACallThatIsAnswered) {
  hear(250, "member-queue-start");
  hear(5100, "bridge-agent-start",
       {{"CC-Agent", "1000@default"}, {"CC-Member-Joined-Time", second(0)}});
  hear(9200, "bridge-agent-end", {{"CC-Agent", "1000@default"}});
  hear(9201, "member-queue-end",
       {{"CC-Cause", "Terminated"},
        {"CC-Agent-Answered-Time", second(5)},
        {"CC-Member-Joined-Time", second(0)},
        {"CC-Member-Leaving-Time", second(9)}});
  EXPECT_THAT(said(), ElementsAre(Is(expected(kT + 250, CallQueued{call_})),
                                  Is(expected(kT + 5100, CallAnswered{call_, agent_})),
                                  Is(expected(kT + 9200, CallEnded{call_}))));
  EXPECT_THAT(refused(), ElementsAre());
}

TEST_F(Callcenter, ReasonsToLeave) {
  const std::vector<std::pair<const char*, What>> kReasons = {
      {"NONE", CallAbandoned{call_}},
      {"BREAK_OUT", CallAbandoned{call_}},
      {"TIMEOUT", CallRedirected{call_, RedirectReason::timeout}},
      {"NO_AGENT_TIMEOUT", CallRedirected{call_, RedirectReason::empty}},
      {"EXIT_WITH_KEY", CallRedirected{call_, RedirectReason::key}},
      {"SOMETHING_NEW", CallRedirected{call_, RedirectReason::other}}};
  for (const auto& [reason, what] : kReasons) {
    hear(0, "member-queue-start");
    hear(7000, "member-queue-end", {{"CC-Cause", "Cancel"}, {"CC-Cancel-Reason", reason}});
    EXPECT_THAT(said(),
                ElementsAre(Is(expected(kT, CallQueued{call_})), Is(expected(kT + 7000, what))))
        << reason;
  }
}

TEST_F(Callcenter, TheEndFillsInWhatWasMissed) {
  hear(60'300, "member-queue-end",
       {{"CC-Cause", "Terminated"},
        {"CC-Agent", "1000@default"},
        {"CC-Agent-Answered-Time", second(12)},
        {"CC-Member-Joined-Time", second(-8)},
        {"CC-Member-Leaving-Time", second(60)}});
  EXPECT_THAT(said(), ElementsAre(Is(expected(kT - 8000, CallQueued{call_}, true)),
                                  Is(expected(kT + 12'000, CallAnswered{call_, agent_}, true)),
                                  Is(expected(kT + 60'000, CallEnded{call_}, true))));
  hear(70'000, "member-queue-end",
       {{"CC-Cause", "Cancel"},
        {"CC-Cancel-Reason", "NONE"},
        {"CC-Member-Joined-Time", second(61)}});
  EXPECT_THAT(said(), ElementsAre(Is(expected(kT + 61'000, CallQueued{call_}, true)),
                                  Is(expected(kT + 70'000, CallAbandoned{call_}))));
}

TEST_F(Callcenter, AnAnswerFillsInTheBeginningOnce) {
  hear(5000, "bridge-agent-start", {{"CC-Member-Joined-Time", second(1)}});
  EXPECT_THAT(said(), ElementsAre(Is(expected(kT + 1000, CallQueued{call_}, true)),
                                  Is(expected(kT + 5000, CallAnswered{call_, AgentId{}}))));
  hear(9000, "member-queue-end",
       {{"CC-Cause", "Terminated"},
        {"CC-Agent-Answered-Time", second(5)},
        {"CC-Member-Joined-Time", second(1)}});
  EXPECT_THAT(said(), ElementsAre(Is(expected(kT + 9000, CallEnded{call_}, true))));
}

TEST_F(Callcenter, WhatCannotBeTakenIsRefused) {
  hear(0, "member-queue-end", {{"CC-Cause", "Eaten"}, {"CC-Member-Joined-Time", second(0)}});
  hear(0, "member-queue-end", {{"CC-Cause", "Terminated"}});
  const test::EslHeaders elsewhere = {{"CC-Queue", "q"}, {"CC-Member-Session-UUID", "c1"}};
  feed(esl_event(1, kT * 1000, "member-queue-start", elsewhere));
  feed(esl_event(1, 0, "member-queue-start", elsewhere));
  feed(esl_event(1, kT * 1000, "member-queue-start", {{"CC-Queue", "support@default"}}));
  const std::string endless(200, 'x');
  feed(esl_event(1, kT * 1000, "bridge-agent-start",
                 {{"CC-Queue", "support@default"}, {"CC-Member-Session-UUID", endless}}));
  EXPECT_THAT(said(), ElementsAre());
  using enum RefusalReason;
  EXPECT_THAT(refused(), ElementsAre(bad_field, bad_field, unknown_line, bad_at, bad_id, bad_id));
}

TEST_F(Callcenter, WhatIsNotOfInterestHasNoEffect) {
  hear(0, "members-count", {{"CC-Count", "3"}});
  hear(0, "");
  feed("\n\nEvent-Subclass: sofia%3A%3Aregister\nCC-Action: member-queue-start\n");
  feed(std::string("\n\n\0\xff:::\n%", 9));
  hear(0, "agent-status-change", {{"CC-Agent", "9@default"}, {"CC-Agent-Status", "Available"}});
  EXPECT_THAT(said(), ElementsAre());
  EXPECT_THAT(refused(), ElementsAre());
}

TEST_F(Callcenter, AnAgentIsToldOfOnEachOfItsLines) {
  Outlet out(edge(), out_);
  decoder_.agents().serve({{"1000@default", {LineId{0}}}}, ms(kT), out);
  const auto change = [&](std::string_view word, std::string_view value) {
    const std::string kind = word == "Status" ? "agent-status-change" : "agent-state-change";
    hear(0, kind, {{"CC-Agent", "1000@default"}, {"CC-Agent-" + std::string(word), value}});
    const auto all = said();
    return all.size() == 1 ? std::get<AgentState>(all[0].what).state : AgentPresence::wrapup;
  };
  using enum AgentPresence;
  EXPECT_EQ(change("Status", "Available"), wrapup) << "the other word is not known";
  EXPECT_EQ(change("State", "Waiting"), available);
  EXPECT_EQ(change("State", "Receiving"), busy);
  EXPECT_EQ(change("State", "In a queue call"), busy);
  EXPECT_EQ(change("State", "Idle"), paused);
  EXPECT_EQ(change("Status", "On Break"), paused);
  EXPECT_EQ(change("Status", "Logged Out"), offline);
  EXPECT_EQ(change("Status", "Available (On Demand)"), paused);
  decoder_.agents().serve({{"1001@default", {LineId{0}}}}, ms(kT), out);
  EXPECT_THAT(said(), ElementsAre(Is(expected(kT, AgentState{agent_, offline}))));
  EXPECT_EQ(change("State", "Waiting"), wrapup) << "serves no line any more";
}

}  // namespace
}  // namespace jono::freeswitch
