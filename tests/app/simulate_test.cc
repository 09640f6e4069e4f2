// SPDX-License-Identifier: EUPL-1.2
// The simulate command's work: which events, of which source, to where, and when it ends.
#include "daemon/app/simulate.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/manual_clock.h"

namespace jono::app {
namespace {

constexpr std::string_view kLines = "lines: {aspa: {}, vaihde: {}}\n";

config::Config configured(const std::string& sources) {
  auto outcome = config::parse(std::string(kLines) + "sources: {" + sources + "}\n", "test.yaml");
  if (const auto* faults = std::get_if<config::Faults>(&outcome)) {
    ADD_FAILURE() << faults->text();
  }
  return std::get<config::Config>(std::move(outcome));
}

class SimulateTest : public ::testing::Test {
 protected:
  SimulateTest() {
    options_.out = ::testing::TempDir() + "simulate_test." + std::to_string(::getpid());
  }
  ~SimulateTest() override { std::filesystem::remove(options_.out); }

  Result<void> run(const config::Config& config) {
    return simulate(config, options_, clock_,
                    [&] { return stop_after_ > 0 && --stop_after_ == 0; });
  }
  [[nodiscard]] std::string written() const {
    std::ostringstream out;
    out << std::ifstream(options_.out).rdbuf();
    return out.str();
  }
  void expect_refused(const config::Config& config, std::string_view why) {
    const auto done = run(config);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().what, why);
  }

  SimulateOptions options_;
  testing::ManualClock clock_{Instant(std::chrono::hours(420'000))};
  int stop_after_ = 0;
  const config::Config feed_ = configured("ace: {type: feed}");
};

constexpr calendar::LocalDate kMonday = std::chrono::local_days(std::chrono::year(2023) / 9 / 4);

TEST_F(SimulateTest, TheSameDaysAreTheSameBytes) {
  options_.from = kMonday;
  ASSERT_TRUE(run(feed_));
  const std::string monday = written();
  EXPECT_EQ(monday.substr(0, 30), R"({"v":1,"source":"ace","seq":1,)");
  ASSERT_TRUE(run(feed_));
  EXPECT_EQ(written(), monday);
  options_.days = 2;
  ASSERT_TRUE(run(feed_));
  EXPECT_EQ(written().substr(0, monday.size()), monday);
  EXPECT_GT(written().size(), monday.size());
  options_.seed = 2;
  ASSERT_TRUE(run(feed_));
  EXPECT_NE(written().substr(0, monday.size()), monday);
}

TEST_F(SimulateTest, IsTheSimulatorsIfThereIsOneWithItsNumbers) {
  options_.from = kMonday;
  ASSERT_TRUE(
      run(configured("ace: {type: feed}, sim: {type: simulator, lines: [aspa], "
                     "calls: {aspa: 10}}")));
  EXPECT_NE(written().find(R"("source":"sim")"), std::string::npos);
  EXPECT_EQ(written().find(R"("source":"ace")"), std::string::npos);
  EXPECT_EQ(written().find(R"("line":"vaihde")"), std::string::npos);
  EXPECT_LT(written().size(), 20'000U);
}

TEST_F(SimulateTest, SaysWhatIsWrong) {
  options_.from = kMonday;
  expect_refused(configured("a: {type: feed}, b: {type: feed}"),
                 "say with --source which source the events are of");
  options_.source = "nobody";
  expect_refused(feed_, "--source nobody: no such source is configured");
  options_.source.clear();
  options_.out = "/nonexistent/file";
  expect_refused(feed_, "/nonexistent/file: cannot be written");
}

TEST_F(SimulateTest, LiveTrafficGoesOnUntilItIsStopped) {
  options_.speed = 100'000;
  stop_after_ = 3;
  ASSERT_TRUE(run(configured("sim: {type: simulator, turned: true}")));
  EXPECT_NE(written().find("call.queued"), std::string::npos);
}

}  // namespace
}  // namespace jono::app
