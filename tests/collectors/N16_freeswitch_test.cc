// SPDX-License-Identifier: EUPL-1.2
// The collector against a scripted event socket, over real sockets: holes, a listener that is
// killed, more events than anybody takes. Whatever was missed leads to a resync or a gap.
#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <future>
#include <memory>

#include "collectors/freeswitch/freeswitch_collector.h"
#include "tests/collectors/freeswitch_support.h"
#include "tests/support/manual_clock.h"

namespace jono::freeswitch {
namespace {

using test::esl_event;
using test::esl_heartbeat;
using test::EslPeer;
using test::EslServer;

constexpr std::int64_t kMicros = kT * 1000;
constexpr std::string_view kMembers = "callcenter_config queue list members support@default";

std::string queued(std::uint64_t number, const std::string& call) {
  return esl_event(number, kMicros, "member-queue-start",
                   {{"CC-Queue", "support@default"}, {"CC-Member-Session-UUID", call}});
}

EslTimes test_times() {
  return {.connect_within = std::chrono::seconds(10),
          .greeting_within = std::chrono::seconds(10),
          .reply_within = std::chrono::seconds(20),
          .goodbye_within = std::chrono::seconds(10),
          .ping_every = Millis(10),
          .resync_every = std::chrono::hours(1)};
}

// As long as the connection stands.
void stay(EslPeer& peer) {
  test::welcome_esl(peer);
  peer.serve();
}

class N16_FreeSwitch : public ::testing::Test {
 protected:
  N16_FreeSwitch() {
    std::ofstream(secret_) << "ClueCon\n";
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", log_));
  }
  ~N16_FreeSwitch() override {
    spdlog::set_default_logger(usual_);
    std::filesystem::remove(secret_);
  }

  std::unique_ptr<FreeSwitchCollector> connect(const EslServer& server,
                                               const EslTimes& times = test_times()) {
    const BackOff soon{.shortest = Millis(1), .longest = Millis(5), .refused = Millis(1)};
    FreeSwitchConfig config{.host = "127.0.0.1", .port = server.port(), .secret_file = secret_};
    return std::make_unique<FreeSwitchCollector>(
        FreeSwitchParts{config, edge(), clock_, channel_, times, soon});
  }
  void take_until(const std::function<bool()>& enough) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!enough() && std::chrono::steady_clock::now() < until) take();
    EXPECT_TRUE(enough());
  }
  void take() {
    std::vector<Delivery> taken;
    channel_.take_all(taken, Millis(50));
    for (Delivery& d : taken) {
      for (Event& e : d.events) out_.accept(std::move(e));
      for (Refusal& r : d.refusals) out_.refuse(std::move(r));
      if (links_.empty() || links_.back() != d.link) links_.push_back(d.link);
    }
  }
  [[nodiscard]] int logged(const std::string& words) const {
    int count = 0;
    for (const std::string& line : log_->last_formatted()) {
      count += static_cast<int>(line.find(words) != std::string::npos);
    }
    return count;
  }
  [[nodiscard]] std::size_t lists() const { return out_.all<SourceSnapshot>().size(); }

  std::shared_ptr<spdlog::logger> usual_ = spdlog::default_logger();
  std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt> log_ =
      std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(100);
  const std::string secret_ =
      ::testing::TempDir() + "jono_esl_secret_" + std::to_string(::getpid());
  jono::testing::ManualClock clock_{ms(kT)};
  EventChannel channel_{10'000};
  Recorder out_;
  std::vector<Link> links_;  // without repeats
};

TEST_F(N16_FreeSwitch, AHoleLeadsToAResync) {
  EslServer server({[](EslPeer& peer) {
    test::welcome_esl(peer);
    if (!peer.wait_for("status")) return;  // it is up
    peer.answers[std::string(kMembers)] = test::esl_members(kSecond - 20, {"c2"});
    peer.send(test::esl_answer("UP\n"));
    peer.send(queued(10, "c1") + esl_heartbeat(12, kMicros));
    peer.serve();
  }});
  auto collector = connect(server);
  take_until([&] { return lists() == 2; });
  EXPECT_EQ(out_.all<CallQueued>().size(), 1u);
  ASSERT_EQ(out_.all<SourceSnapshot>().at(1).body->waiting.size(), 1u);
  EXPECT_EQ(out_.all<SourceSnapshot>().at(1).body->waiting[0].call, edge().call("c2"));
  EXPECT_EQ(links_, std::vector{Link::up});
}

TEST_F(N16_FreeSwitch, NumbersThatComeLateOrOutOfTurnAreNoHole) {
  std::promise<void> late;
  EslServer server({[&](EslPeer& peer) {
    test::welcome_esl(peer);
    if (!peer.wait_for("status")) return;
    for (const std::uint64_t n : {10u, 12u, 11u, 15u, 13u, 14u})
      peer.send(esl_heartbeat(n, kMicros));
    peer.send(test::esl_answer("UP\n"));
    late.set_value();
    peer.serve();
  }});
  auto collector = connect(server);
  late.get_future().wait();
  const auto pings = [&] { return server.actions()["status"]; };
  const auto until = std::chrono::steady_clock::now() + Sequence::kPatience + Millis(300);
  take_until([&] { return std::chrono::steady_clock::now() > until && pings() > 3; });
  EXPECT_EQ(server.actions().at(std::string(kMembers)), 1);
}

TEST_F(N16_FreeSwitch, AHundredThousandLostEventsAreOneHole) {
  EslServer server({[](EslPeer& peer) {
    test::welcome_esl(peer);
    if (!peer.wait_for("status")) return;
    peer.send(test::esl_answer("UP\n") + esl_heartbeat(1, kMicros) +
              esl_heartbeat(100'003, kMicros) + queued(100'004, "c1"));
    peer.serve();
  }});
  auto collector = connect(server);
  take_until([&] { return lists() == 2 && server.actions()["status"] > 3; });
  EXPECT_EQ(server.actions().at(std::string(kMembers)), 2);
  EXPECT_EQ(out_.all<CallQueued>().size(), 1u);
  EXPECT_EQ(links_, std::vector{Link::up});
}

// The socket is read on while nobody takes: FreeSWITCH would cut a reader that stalls.
TEST_F(N16_FreeSwitch, AHundredThousandEventsThatNobodyTakesAreKept) {
  std::promise<void> read;
  EslServer server({[&](EslPeer& peer) {
    test::welcome_esl(peer);
    if (!peer.wait_for("status")) return;
    std::string all;
    for (std::uint64_t n = 1; n <= 100'001; ++n) all += queued(n, "c" + std::to_string(n));
    peer.send(all);
    peer.send(test::esl_answer("UP\n"));
    if (!peer.wait_for("status")) return;  // all before was read
    peer.send(test::esl_answer("UP\n"));
    read.set_value();
    peer.serve();
  }});
  auto collector = connect(server);
  ASSERT_EQ(read.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);
  take_until([&] { return out_.all<CallQueued>().size() == 100'001; });
  EXPECT_EQ(links_, std::vector{Link::up});
  EXPECT_EQ(server.actions().at(std::string(kMembers)), 1);
}

TEST_F(N16_FreeSwitch, AListenerThatIsKilledIsAGapAndAResync) {
  for (const bool notice : {true, false}) {
    links_.clear();
    out_ = {};
    EslServer server({[&](EslPeer& peer) {
                        peer.answers[std::string(kMembers)] =
                            test::esl_members(kSecond - 20, {"c1", "c2"});
                        test::welcome_esl(peer);
                        if (!peer.wait_for("status") || !notice) return;
                        peer.send("Content-Type: text/disconnect-notice\n\n");
                        peer.serve();
                      },
                      [](EslPeer& peer) {
                        peer.answers[std::string(kMembers)] =
                            test::esl_members(kSecond - 20, {"c2"});
                        stay(peer);
                      }});
    auto collector = connect(server);
    take_until([&] { return lists() == 2; });
    EXPECT_EQ(links_, (std::vector{Link::up, Link::down, Link::up}));
    EXPECT_EQ(out_.all<SourceSnapshot>().at(0).body->waiting.size(), 2u);
    EXPECT_EQ(out_.all<SourceSnapshot>().at(1).body->waiting.size(), 1u);
    collector = nullptr;
    take();
  }
}

TEST_F(N16_FreeSwitch, WhoAnswersNoPingIsLeft) {
  EslServer server({[](EslPeer& peer) {
                      peer.answers.erase("status");
                      stay(peer);
                    },
                    stay});
  EslTimes times = test_times();
  times.reply_within = Millis(300);
  auto collector = connect(server, times);
  take_until([&] { return links_.size() >= 3; });
  EXPECT_EQ(logged("FreeSWITCH does not answer"), 1);
}

TEST_F(N16_FreeSwitch, AWrongSecretIsTriedAgain) {
  EslServer server({[](EslPeer& peer) {
                      peer.send(test::kAuthRequest);
                      if (!peer.wait_for("auth")) return;
                      peer.send(test::esl_reply("-ERR invalid"));
                      peer.serve();
                    },
                    stay});
  auto collector = connect(server);
  take_until([&] { return !links_.empty(); });
  EXPECT_EQ(links_, std::vector{Link::up});
  EXPECT_EQ(logged("refuses the secret"), 1);
  EXPECT_EQ(logged("ClueCon"), 0);
  EXPECT_EQ(server.last("auth"), "auth ClueCon\n\n");
}

TEST_F(N16_FreeSwitch, WhatDoesNotGreetIsLeft) {
  EslServer server({[](EslPeer&) {}, [](EslPeer& peer) { peer.serve(); }, stay});
  EslTimes times = test_times();
  times.greeting_within = Millis(100);
  auto collector = connect(server, times);
  take_until([&] { return !links_.empty(); });
  EXPECT_EQ(logged("nothing greets there"), 1);
}

TEST_F(N16_FreeSwitch, SaysNothingButWhatAMonitorMay) {
  EslServer server({[](EslPeer& peer) {
    test::welcome_esl(peer);
    if (!peer.wait_for("status")) return;
    peer.send(test::esl_answer("UP\n"));
    peer.serve();
  }});
  auto collector = connect(server);
  take_until([&] { return server.actions()["status"] > 1; });
  collector = nullptr;
  take();
  std::map<std::string, int> said = server.actions();  // any other fails the test at the server
  said.erase("status");
  const std::map<std::string, int> wanted = {{"auth", 1},
                                             {"event plain ALL", 1},
                                             {"callcenter_config queue list", 1},
                                             {std::string(kMembers), 1},
                                             {"callcenter_config tier list", 1},
                                             {"callcenter_config agent list", 1},
                                             {"exit", 1}};
  EXPECT_EQ(said, wanted);
  EXPECT_EQ(links_, (std::vector{Link::up, Link::down}));
}

}  // namespace
}  // namespace jono::freeswitch
