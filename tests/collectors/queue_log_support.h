// SPDX-License-Identifier: EUPL-1.2
// A queue_log in a folder of its own, and who reads it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "collectors/asterisk/queue_log_tail.h"
#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {

namespace fs = std::filesystem;
using Seconds = std::vector<std::int64_t>;

inline std::string enter(int second, int call) {
  return std::to_string(second) + "|1." + std::to_string(call) + "|aspa|NONE|ENTERQUEUE||1|1\n";
}
inline std::string abandon(int second, int call) {
  return std::to_string(second) + "|1." + std::to_string(call) + "|aspa|NONE|ABANDON|1|1|1\n";
}

class TailTest : public ::testing::Test {
 protected:
  TailTest()
      : folder_(fs::path(::testing::TempDir()) /
                ("jono_tail_" + std::to_string(::getpid()) + "_" +
                 ::testing::UnitTest::GetInstance()->current_test_info()->name())),
        log_(folder_ / "queue_log") {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~TailTest() override { fs::remove_all(folder_); }

  void write(const std::string& text, const char* name = "queue_log") const {
    std::ofstream(folder_ / name, std::ios::app) << text;
  }
  void rename(const char* to) const { fs::rename(log_, folder_ / to); }
  // As logrotate does it: the file is gone, and one with .gz there, as old.
  void pack(const std::string& name) const {
    const auto written = fs::last_write_time(folder_ / name);
    std::ifstream in(folder_ / name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    gzFile out = ::gzopen((folder_ / (name + ".gz")).c_str(), "wb");
    EXPECT_EQ(::gzwrite(out, text.data(), unsigned(text.size())), int(text.size()));
    EXPECT_EQ(::gzclose(out), Z_OK);
    fs::last_write_time(folder_ / (name + ".gz"), written);
    fs::remove(folder_ / name);
  }

  // A start of the daemon, from the last place.
  void start() { tail_.emplace(lab_edge(), log_, place_); }
  // The queued calls that one look at the files brings, by their seconds.
  std::vector<std::int64_t> read() {
    if (!tail_) start();
    seen_.clear();
    const auto done = tail_->read([this](Delivery d) { return take(std::move(d)); });
    error_ = done ? "" : done.error().what;
    return seen_;
  }
  bool take(Delivery d) {
    for (const Event& e : d.events) {
      EXPECT_TRUE(e.coarse);
      if (e.type() == EventType::call_queued)
        seen_.push_back(e.at.time_since_epoch() / std::chrono::seconds(1));
      if (e.type() == EventType::call_abandoned) ++abandons_;
    }
    refusals_ += d.refusals.size();
    place_ = d.place;
    return true;
  }

  const fs::path folder_;
  const fs::path log_;
  std::string place_;
  std::string error_;
  std::optional<QueueLogTail> tail_;
  std::vector<std::int64_t> seen_;
  int abandons_ = 0;
  std::size_t refusals_ = 0;
};

}  // namespace jono::asterisk
