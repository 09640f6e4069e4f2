// SPDX-License-Identifier: EUPL-1.2
// A collector, the scripted manager it listens to, and what came of it.
#pragma once

#include <gtest/gtest.h>
#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "collectors/asterisk/ami_collector.h"
#include "tests/collectors/asterisk_support.h"
#include "tests/support/ami_server.h"
#include "tests/support/manual_clock.h"

namespace jono::asterisk {

using test::ami_message;
using test::AmiPeer;
using test::AmiServer;

inline const std::string kPong = ami_message(
    {{"Response", "Success"}, {"ActionID", "{id}"}, {"Ping", "Pong"}, {"Timestamp", "1.0"}});

inline std::string list_of(std::initializer_list<std::string_view> calls) {
  std::string out =
      ami_message({{"Response", "Success"}, {"ActionID", "{id}"}, {"EventList", "start"}});
  out += ami_message({{"Event", "QueueParams"}, {"Queue", "aspa"}});
  for (const auto call : calls) {
    out += ami_message(
        {{"Event", "QueueEntry"}, {"Queue", "aspa"}, {"Uniqueid", call}, {"Wait", "3"}});
  }
  return out + ami_message({{"Event", "QueueStatusComplete"},
                            {"ListItems", std::to_string(1 + calls.size())}});
}

inline std::string queue_event(std::string_view event, std::string_view call) {
  return ami_message({{"Event", event}, {"Uniqueid", call}, {"Queue", "aspa"}});
}

// Pings come often, since a script waits for them to know that all before was read. A test that is
// about somebody's patience shortens it itself: machines may be slow.
inline AmiTimes test_times() {
  return {.connect_within = std::chrono::seconds(10),
          .banner_within = std::chrono::seconds(10),
          .reply_within = std::chrono::seconds(10),
          .boot_within = std::chrono::seconds(10),
          .goodbye_within = std::chrono::seconds(10),
          .ping_every = Millis(10),
          .resync_every = std::chrono::hours(1)};
}

class AmiCollectorTest : public ::testing::Test {
 protected:
  AmiCollectorTest() {
    write_secret("s3cret\n");
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", log_));
  }
  ~AmiCollectorTest() override {
    spdlog::set_default_logger(usual_);
    std::filesystem::remove(secret_);
  }

  void write_secret(const std::string& text) const { std::ofstream(secret_) << text; }

  std::unique_ptr<AmiCollector> connect(const AmiServer& server,
                                        const AmiTimes& times = test_times()) {
    AsteriskConfig config;
    config.port = server.port();
    config.user = "qmon";
    config.secret_file = secret_;
    config.events = lab_user_events();
    const BackOff soon{.shortest = Millis(1), .longest = Millis(5), .refused = Millis(1)};
    return AmiCollector::start({config, lab_edge(), clock_, channel_, times, soon});
  }

  // Takes deliveries until `enough`; a test that waits for long has failed.
  void take_until(const std::function<bool()>& enough) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!enough() && std::chrono::steady_clock::now() < until) take();
    EXPECT_TRUE(enough());
  }
  void take() {
    std::vector<Delivery> taken;
    channel_.take_all(taken, Millis(50));
    for (Delivery& d : taken) {
      EXPECT_EQ(d.source, lab_edge().source);
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
  bool links_are(const std::vector<Link>& links) const { return links_ == links; }

  std::shared_ptr<spdlog::logger> usual_ = spdlog::default_logger();
  std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt> log_ =
      std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(100);
  const std::string secret_ =
      ::testing::TempDir() + "jono_ami_secret_" + std::to_string(::getpid());
  jono::testing::ManualClock clock_{ms(kT)};
  EventChannel channel_{100'000};
  Recorder out_;
  std::vector<Link> links_;  // without repeats
};

inline void answer_pings(AmiPeer& peer) { peer.answers["Ping"] = kPong; }

}  // namespace jono::asterisk
