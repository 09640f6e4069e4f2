// SPDX-License-Identifier: EUPL-1.2
// What is wrong in what an Asterisk says, each by its name.
#include "tests/collectors/N15_support.h"

namespace jono::asterisk {
namespace {

TEST_F(N15_Asterisk, QueueStatusIncomplete) {
  clock_.advance(std::chrono::seconds(10));
  AmiServer server({[](AmiPeer& peer) {
    std::string list = list_of({});
    list.replace(list.find("ListItems: 1"), 12, "ListItems: 2");
    peer.answers["QueueStatus"] = list;
    answer_pings(peer);
    test::welcome_ami(peer);
    peer.send(join(0, "1.1"));
    static_cast<void>(peer.wait_for("Ping"));
    static_cast<void>(peer.wait_for("Ping"));
    peer.answers["QueueStatus"] = list_of({});
    peer.send(ami_message({{"Event", "Reload"}}));
    peer.serve();
  }});
  start(server, false);
  take_until([&] { return !out_.refusals.empty() && !out_.all<CallQueued>().empty(); });
  EXPECT_EQ(out_.refusals[0].reason, RefusalReason::bad_snapshot);
  if (out_.all<SourceSnapshot>().empty()) EXPECT_EQ(outcomes("1.1"), "waiting");
  wait_for("1.1", "lost");
  EXPECT_EQ(out_.refusals.size(), 1u);
}

TEST_F(N15_Asterisk, EventBlockCut) {  // at each of its bytes
  const std::string whole = gave_up(1, "1.1");
  const std::size_t first = at(1, "QueueCallerAbandon", "1.1").size();
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    AmiDecoder decoder(lab_edge(), lab_user_events());
    const WireNow now{AmiSession::Time(std::chrono::seconds(1000)), ms(kT)};
    AmiSession session(decoder, lab_edge().source, {"qmon", "s3cret"}, AmiTimes{}, now);
    session.receive("Asterisk Call Manager/11.0.0\r\n" +
                        ami_message({{"Response", "Success"}, {"ActionID", "login"}}) +
                        ami_message({{"Event", "FullyBooted"}}) + join(0, "1.1") +
                        whole.substr(0, cut),
                    now);
    session.broken("cut", now);
    const auto told = session.take_delivery();
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->refusals.empty());
    EXPECT_EQ(told->events.size(), cut < first ? 1u : 2u) << cut;
    EXPECT_EQ(outcomes_in_aspa(told->events, "1.1"), cut < first ? "waiting" : "lost") << cut;
  }
}

TEST_F(N15_Asterisk, UniqueidReused) {
  AmiServer server({lists(
      {}, join(0, "1.1") + gave_up(1, "1.1") + join(30, "1.1") + at(33, "QueueCallerLeave", "1.1") +
              at(33, "AgentConnect", "1.1") + join(60, "1.1") + join(61, "1.1") + later(70))});
  write(entered(0, "1.1") + logged_end(1, "1.1", "ABANDON|1|1|1") + entered(30, "1.1") +
        logged_end(33, "1.1", "CONNECT|3|1.5|1") + entered(60, "1.1") + entered(61, "1.1"));
  start(server);
  wait_for("1.1", "abandoned answered waiting");
}

TEST_F(N15_Asterisk, LineBreakOrEventInACallersName) {
  const auto named = [](int second, std::string_view call, std::string_view name) {
    return at(second, "QueueCallerJoin", call, {{"CallerIDName", name}});
  };
  AmiServer server({lists({"1.1", "1.2", "1.3"},
                          named(0, "1.1", "Event: QueueCallerAbandon") +
                              named(0, "1.2", "A\r\nEvent: QueueCallerAbandon") +
                              named(0, "1.3", "A\rB\nEvent: QueueCallerLeave") +
                              named(0, "1.4", "A\r\nUniqueid: 1.1\r\nQueue: vaihde") + later(9))});
  start(server);
  take_until([&] { return out_.all<CallQueued>().size() == 3 && !out_.refusals.empty(); });
  for (const char* call : {"1.1", "1.2", "1.3"}) EXPECT_EQ(outcomes(call), "waiting") << call;
  ASSERT_EQ(out_.refusals.size(), 1u) << "nobody can tell whose call that is";
  EXPECT_EQ(out_.refusals[0].reason, RefusalReason::bad_id);
  EXPECT_EQ(outcomes("1.4"), "");
  write(entered(0, "1.4"));
  wait_for("1.4", "waiting");
}

TEST_F(N15_Asterisk, TenMegabyteLine) {
  AmiServer server({[](AmiPeer& peer) {
    peer.answers["QueueStatus"] = list_of({"1.1"});
    answer_pings(peer);
    test::welcome_ami(peer);
    peer.send("Event: QueueCallerJoin\r\nCallerIDName: " + std::string(10'000'000, 'x') +
              "\r\nUniqueid: 1.2\r\nQueue: aspa\r\n\r\n" + join(0, "1.1"));
    peer.serve();
  }});
  start(server);
  wait_for("1.1", "waiting");
  take_until([&] { return out_.all<SourceSnapshot>().size() == 2; });
  ASSERT_EQ(out_.refusals.size(), 1u);
  EXPECT_EQ(out_.refusals[0].reason, RefusalReason::too_long);
  EXPECT_EQ(outcomes("1.2"), "");
}

TEST_F(N15_Asterisk, NothingButListening) {
  AmiServer server({lists({}), lists({})});
  start(server);
  take_until([&] { return !links_.empty() && links_.back() == Link::up; });
  asterisk_ = nullptr;
  const auto actions = server.actions();
  for (const auto& [action, times] : actions) {
    EXPECT_TRUE(action == "Login" || action == "ListCommands" || action == "QueueStatus" ||
                action == "Ping" || action == "Logoff")
        << action;
  }
  EXPECT_EQ(actions.at("Login"), 1);
  EXPECT_EQ(actions.at("ListCommands"), 1);
  EXPECT_EQ(actions.at("Logoff"), 1);
}

}  // namespace
}  // namespace jono::asterisk
