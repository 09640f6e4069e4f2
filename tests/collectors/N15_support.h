// SPDX-License-Identifier: EUPL-1.2
// A manager that follows a script, a log beside it, and what the engine makes of both.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "collectors/asterisk/asterisk_collector.h"
#include "tests/collectors/ami_collector_support.h"
#include "tests/collectors/histories.h"

namespace jono::asterisk {

using Headers = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// An event of a call in aspa, so many seconds after kT.
inline std::string at(int second, std::string_view event, std::string_view call,
                      Headers more = {}) {
  const std::string stamp = std::to_string(kT / 1000 + second) + ".250000";
  std::string out = "Event: " + std::string(event) + "\r\nTimestamp: " + stamp + "\r\n";
  for (const auto& [key, value] : more) out.append(key).append(": ").append(value).append("\r\n");
  return out + "Uniqueid: " + std::string(call) + "\r\nQueue: aspa\r\n\r\n";
}
inline std::string join(int second, std::string_view call) {
  return at(second, "QueueCallerJoin", call);
}
inline std::string gave_up(int second, std::string_view call) {
  return at(second, "QueueCallerAbandon", call) + at(second, "QueueCallerLeave", call);
}
// Moves the messages' clock so that nothing is held any more.
inline std::string later(int second) {
  return ami_message(
      {{"Event", "PeerStatus"}, {"Timestamp", std::to_string(kT / 1000 + second) + ".000000"}});
}
inline std::string entered(int second, std::string_view call) {
  return std::to_string(kT / 1000 + second) + "|" + std::string(call) +
         "|aspa|NONE|ENTERQUEUE||1|1\n";
}
inline std::string logged_end(int second, std::string_view call, std::string_view word) {
  return std::to_string(kT / 1000 + second) + "|" + std::string(call) + "|aspa|NONE|" +
         std::string(word) + "\n";
}
inline std::string started(int second) {
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
      test::welcome_ami(peer);
      peer.send(then);
      peer.serve();
    };
  }
  // The same, and is gone once all was read.
  static AmiServer::Script says(const std::string& words) {
    return [words](AmiPeer& peer) {
      answer_pings(peer);
      test::welcome_ami(peer);
      peer.send(words);
      for (int i = 0; i < 3; ++i) static_cast<void>(peer.wait_for("Ping"));
    };
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("jono_N15_" + std::to_string(::getpid()));
  std::unique_ptr<AsteriskCollector> asterisk_;
};

}  // namespace jono::asterisk
