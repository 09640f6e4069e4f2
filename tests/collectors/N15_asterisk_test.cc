// SPDX-License-Identifier: EUPL-1.2
// What goes wrong between an Asterisk and us, each by its name: a manager that follows a script, a
// log beside it, and what the engine makes of both.
#include <algorithm>
#include <atomic>

#include "collectors/asterisk/asterisk_collector.h"
#include "tests/collectors/ami_collector_support.h"
#include "tests/collectors/histories.h"

namespace jono::asterisk {
namespace {

using Headers = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// An event of a call in aspa, so many seconds after kT.
std::string at(int second, std::string_view event, std::string_view call, Headers more = {}) {
  const std::string stamp = std::to_string(kT / 1000 + second) + ".250000";
  std::string out = "Event: " + std::string(event) + "\r\nTimestamp: " + stamp + "\r\n";
  for (const auto& [key, value] : more) out.append(key).append(": ").append(value).append("\r\n");
  return out + "Uniqueid: " + std::string(call) + "\r\nQueue: aspa\r\n\r\n";
}
std::string join(int second, std::string_view call) { return at(second, "QueueCallerJoin", call); }
std::string gave_up(int second, std::string_view call) {
  return at(second, "QueueCallerAbandon", call) + at(second, "QueueCallerLeave", call);
}
// Moves the messages' clock so that nothing is held any more.
std::string later(int second) {
  return ami_message(
      {{"Event", "PeerStatus"}, {"Timestamp", std::to_string(kT / 1000 + second) + ".000000"}});
}
std::string entered(int second, std::string_view call) {
  return std::to_string(kT / 1000 + second) + "|" + std::string(call) +
         "|aspa|NONE|ENTERQUEUE||1|1\n";
}
std::string logged_end(int second, std::string_view call, std::string_view word) {
  return std::to_string(kT / 1000 + second) + "|" + std::string(call) + "|aspa|NONE|" +
         std::string(word) + "\n";
}
std::string started(int second) {
  return std::to_string(kT / 1000 + second) + "|NONE|NONE|NONE|QUEUESTART|\n";
}

class N15_Asterisk : public AmiCollectorTest {
 protected:
  N15_Asterisk() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    write("");
  }
  ~N15_Asterisk() override {
    asterisk_ = nullptr;
    std::filesystem::remove_all(folder_);
  }
  void write(const std::string& lines) const {
    std::ofstream(folder_ / "queue_log", std::ios::app) << lines;
  }
  void start(const AmiServer& server, bool with_log = true, const AmiTimes& times = test_times()) {
    AsteriskConfig config;
    config.port = server.port();
    config.user = "qmon";
    config.secret_file = secret_;
    if (with_log) config.queue_log = folder_ / "queue_log";
    asterisk_ = std::make_unique<AsteriskCollector>(AsteriskParts{
        .config = config,
        .edge = lab_edge(),
        .place = "",
        .clock = clock_,
        .channel = channel_,
        .ami_times = times,
        .log_times =
            {.poll = Millis(10), .quiet = Millis(50), .missing = Millis(50), .lag = Millis(10)},
        .back_off = {.shortest = Millis(1), .longest = Millis(5), .refused = Millis(1)}});
  }
  [[nodiscard]] std::string outcomes(std::string_view call) {
    return outcomes_in_aspa(out_.events, call);
  }
  void wait_for(std::string_view call, std::string_view wanted) {
    take_until([&] { return outcomes(call) == wanted; });
    EXPECT_EQ(outcomes(call), wanted);
  }
  // Listens, lists those who wait, and answers pings to the end.
  static AmiServer::Script lists(std::initializer_list<std::string_view> calls,
                                 const std::string& then = "") {
    return [list = list_of(calls), then](AmiPeer& peer) {
      peer.answers["QueueStatus"] = list;
      answer_pings(peer);
      peer.welcome();
      peer.send(then);
      peer.serve();
    };
  }
  // The same, and is gone once all was read.
  static AmiServer::Script says(const std::string& words) {
    return [words](AmiPeer& peer) {
      answer_pings(peer);
      peer.welcome();
      peer.send(words);
      for (int i = 0; i < 3; ++i) static_cast<void>(peer.wait_for("Ping"));
    };
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("jono_N15_" + std::to_string(::getpid()));
  std::unique_ptr<AsteriskCollector> asterisk_;
};

TEST_F(N15_Asterisk, ConnectionCut) {
  clock_.advance(std::chrono::seconds(10));
  AmiServer server(
      {says(join(0, "1.1") + join(0, "1.2") + join(0, "1.3") + join(1, "1.4")), lists({"1.3"})});
  write(entered(0, "1.1") + entered(0, "1.2") + entered(0, "1.3") + entered(1, "1.4"));
  start(server);
  take_until([&] {
    return std::ranges::count(links_, Link::down) >= 1 && !links_.empty() &&
           links_.back() == Link::up;
  });
  wait_for("1.1", "lost");
  write(logged_end(3, "1.1", "CONNECT|3|1.5|1") + logged_end(4, "1.2", "ABANDON|1|1|4") +
        logged_end(5, "1.4", "EXITWITHTIMEOUT|1|1|4"));
  wait_for("1.1", "answered");
  wait_for("1.2", "abandoned");
  wait_for("1.4", "timeout");
  EXPECT_EQ(outcomes("1.3"), "waiting");
}

TEST_F(N15_Asterisk, ConnectionCutWithoutALogLosesAndInventsNothing) {
  clock_.advance(std::chrono::seconds(10));
  AmiServer server({says(join(0, "1.1") + join(0, "1.3")), lists({"1.3"})});
  start(server, false);
  wait_for("1.1", "lost");
  EXPECT_EQ(outcomes("1.3"), "waiting");
}

TEST_F(N15_Asterisk, Restart) {
  AmiServer server(
      {says(join(0, "1.1") + join(0, "1.2") + gave_up(1, "1.2") + later(4) + gave_up(5, "1.1") +
            ami_message({{"Event", "Shutdown"}, {"Restart", "True"}})),
       lists({})});
  start(server);
  write(entered(0, "1.1") + entered(0, "1.2") + logged_end(1, "1.2", "ABANDON|1|1|1"));
  take_until([&] { return out_.all<CallLost>().size() == 1; });
  write(logged_end(5, "1.1", "ABANDON|1|1|5") + started(70) + entered(80, "1.9"));
  wait_for("1.9", "waiting");
  EXPECT_EQ(outcomes("1.1"), "lost");
  EXPECT_EQ(outcomes("1.2"), "abandoned");
}

TEST_F(N15_Asterisk, Reload) {
  AmiServer server({[](AmiPeer& peer) {
    peer.answers["QueueStatus"] = list_of({});
    answer_pings(peer);
    peer.welcome();
    static_cast<void>(peer.wait_for("Ping"));
    peer.send(ami_message({{"Event", "Reload"}, {"Module", "app_queue"}}));
    peer.serve();
  }});
  start(server);
  take_until([&] { return out_.all<SourceSnapshot>().size() == 2; });
  EXPECT_EQ(server.actions().at("QueueStatus"), 2);
}

TEST_F(N15_Asterisk, FullyBootedMissing) {
  std::atomic<bool> waited = false;
  AmiServer server({[&](AmiPeer& peer) {
    peer.answers["QueueStatus"] = list_of({});
    answer_pings(peer);
    peer.send("Asterisk Call Manager/11.0.0\r\n");
    if (!peer.wait_for("Login")) return;
    const auto login = std::chrono::steady_clock::now();
    peer.send(ami_message({{"Response", "Success"}, {"ActionID", "login"}}));
    if (!peer.wait_for("ListCommands")) return;
    waited = std::chrono::steady_clock::now() - login >= Millis(100);
    peer.serve();
  }});
  AmiTimes times = test_times();
  times.boot_within = Millis(100);
  start(server, true, times);
  take_until([&] { return !out_.all<SourceSnapshot>().empty(); });
  EXPECT_TRUE(waited);
}

TEST_F(N15_Asterisk, FullyBootedLate) {
  std::atomic<bool> quiet = false;
  AmiServer server({[&](AmiPeer& peer) {
    peer.answers["QueueStatus"] = list_of({"1.1"});
    answer_pings(peer);
    peer.send("Asterisk Call Manager/11.0.0\r\n");
    if (!peer.wait_for("Login")) return;
    peer.send(ami_message({{"Response", "Success"}, {"ActionID", "login"}}));
    peer.send(join(0, "1.1"));
    peer.send(later(9));
    quiet = !peer.asks_within(Millis(100));
    peer.send(ami_message({{"Event", "FullyBooted"}}));
    peer.serve();
  }});
  start(server);
  take_until([&] { return !out_.all<SourceSnapshot>().empty(); });
  EXPECT_TRUE(quiet) << "it asked before all was up";
  EXPECT_EQ(out_.all<CallQueued>().size(), 1u) << "what was told meanwhile is not lost";
}

TEST_F(N15_Asterisk, LoginRefused) {
  AmiServer server(
      {[](AmiPeer& peer) {
         peer.send("Asterisk Call Manager/11.0.0\r\n");
         if (!peer.wait_for("Login")) return;
         peer.send(ami_message(
             {{"Response", "Error"}, {"ActionID", "login"}, {"Message", "Authentication failed"}}));
       },
       lists({})});
  write(entered(0, "1.1") + logged_end(3, "1.1", "CONNECT|3|1.5|1"));
  start(server);
  take_until([&] { return !links_.empty() && links_.back() == Link::up; });
  EXPECT_EQ(logged("refuses the login of qmon: compare user and secret_file"), 1);
  EXPECT_EQ(logged("s3cret"), 0);
  EXPECT_EQ(outcomes("1.1"), "answered") << "the log is read all the same";
}

TEST_F(N15_Asterisk, SystemClassMissing) {  // no FullyBooted, no Shutdown
  const auto without = [](const std::string& words) {
    return [words](AmiPeer& peer) {
      peer.answers["QueueStatus"] = list_of({});
      answer_pings(peer);
      peer.send("Asterisk Call Manager/11.0.0\r\n");
      if (!peer.wait_for("Login")) return;
      peer.send(ami_message({{"Response", "Success"}, {"ActionID", "login"}}));
      peer.send(words);
      for (int i = 0; i < 3; ++i) static_cast<void>(peer.wait_for("Ping"));
    };
  };
  AmiTimes times = test_times();
  times.boot_within = Millis(20);
  AmiServer server({without(join(0, "1.1") + join(0, "1.2") + gave_up(5, "1.1")), lists({})});
  write(entered(0, "1.1") + entered(0, "1.2"));
  start(server, true, times);
  take_until([&] { return out_.all<CallLost>().size() == 1; });
  write(logged_end(5, "1.1", "ABANDON|1|1|5") + started(8) + entered(20, "1.9"));
  wait_for("1.9", "waiting");
  EXPECT_EQ(outcomes("1.1"), "lost");
  EXPECT_EQ(outcomes("1.2"), "lost");
}

TEST_F(N15_Asterisk, QueueStatusIncomplete) {
  clock_.advance(std::chrono::seconds(10));
  AmiServer server({[](AmiPeer& peer) {
    std::string list = list_of({});
    list.replace(list.find("ListItems: 1"), 12, "ListItems: 2");
    peer.answers["QueueStatus"] = list;
    answer_pings(peer);
    peer.welcome();
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
    const AmiNow now{AmiSession::Time(std::chrono::seconds(1000)), ms(kT)};
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

// Asterisk leaves a reader that takes nothing for 100 ms: nothing that happens behind the reader
// may hold it up.
TEST_F(N15_Asterisk, WriteTimeoutDisconnect) {
  constexpr int kCalls = 20'000;
  EventChannel full(1);
  Delivery filling;
  ASSERT_TRUE(full.try_put(filling));
  std::atomic<bool> all_read = false;
  AmiServer server({[&](AmiPeer& peer) {
                      answer_pings(peer);
                      peer.welcome();
                      std::string flood;
                      for (int i = 0; i < kCalls; ++i) flood += join(0, "2." + std::to_string(i));
                      flood += ami_message({{"Event", "Reload"}});
                      static_cast<void>(peer.wait_for("QueueStatus"));
                      peer.send(list_of({}) + flood);
                      all_read = peer.wait_for("QueueStatus");  // for the Reload behind them all
                    },
                    lists({})});
  AsteriskConfig config;
  config.port = server.port();
  config.user = "qmon";
  config.secret_file = secret_;
  asterisk_ = std::make_unique<AsteriskCollector>(AsteriskParts{
      .config = config,
      .edge = lab_edge(),
      .place = "",
      .clock = clock_,
      .channel = full,
      .ami_times = test_times(),
      .back_off = {.shortest = Millis(1), .longest = Millis(5), .refused = Millis(1)}});
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!all_read && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  EXPECT_TRUE(all_read);
  EXPECT_EQ(full.depth(), 1u);
  std::size_t joined = 0;
  std::vector<Link> links;
  while (std::ranges::count(links, Link::up) < 2 && std::chrono::steady_clock::now() < until) {
    std::vector<Delivery> taken;
    full.take_all(taken, Millis(50));
    for (const Delivery& d : taken) {
      joined += std::size_t(std::ranges::count(d.events, EventType::call_queued, &Event::type));
      if (d.source.set() && (links.empty() || links.back() != d.link)) links.push_back(d.link);
    }
  }
  EXPECT_EQ(joined, std::size_t(kCalls));
  EXPECT_EQ(links, (std::vector{Link::up, Link::down, Link::up}));
  asterisk_ = nullptr;  // before its channel
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
    peer.welcome();
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
