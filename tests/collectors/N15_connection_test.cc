// SPDX-License-Identifier: EUPL-1.2
// What goes wrong with the connection to an Asterisk, each by its name.
#include <atomic>
#include <thread>

#include "tests/collectors/N15_support.h"

namespace jono::asterisk {
namespace {

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
    test::welcome_ami(peer);
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
                      test::welcome_ami(peer);
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

}  // namespace
}  // namespace jono::asterisk
