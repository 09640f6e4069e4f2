// SPDX-License-Identifier: EUPL-1.2
// The retry loop, with sessions and pauses of our own making: no time passes.
#include "collectors/supervise.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <vector>

namespace jono {
namespace {

namespace asio = boost::asio;
using How = SessionEnd::How;
using std::chrono::seconds;

constexpr BackOff kBackOff;

TEST(PauseAfter, DoublesFromATenthOfASecondToFiveSeconds) {
  std::vector<std::int64_t> least, most;
  for (int failures = 1; failures <= 8; ++failures) {
    least.push_back(pause_after(kBackOff, failures, How::broken, 0.0).count());
    most.push_back(pause_after(kBackOff, failures, How::broken, 1.0).count());
  }
  EXPECT_EQ(least, (std::vector<std::int64_t>{100, 200, 400, 800, 1600, 2500, 2500, 2500}));
  EXPECT_EQ(most, (std::vector<std::int64_t>{200, 400, 800, 1600, 3200, 5000, 5000, 5000}));
}

TEST(PauseAfter, ManyFailuresDoNotOverflow) {
  EXPECT_EQ(pause_after(kBackOff, 2'000'000'000, How::broken, 0.5), Millis(3750));
}

TEST(PauseAfter, ARefusalIsNeverAskedForSoon) {
  EXPECT_EQ(pause_after(kBackOff, 1, How::refused, 0.0), Millis(5100));
  EXPECT_EQ(pause_after(kBackOff, 99, How::refused, 1.0), Millis(10'000));
}

// Plays the given sessions; the one after the last is stopped.
class Supervised {
 public:
  explicit Supervised(std::deque<SessionEnd> script, std::size_t most_pauses = 99)
      : script_(std::move(script)), most_pauses_(most_pauses) {
    asio::io_context io(1);
    asio::co_spawn(io,
                   supervise({.session = [this] { return session(); },
                              .pause = [this](Millis time) { return pause(time); },
                              .report = [this](const SessionEnd& e) { told.push_back(e.why); },
                              .random = [] { return 0.0; }}),
                   [](const std::exception_ptr& e) {
                     if (e) std::rethrow_exception(e);
                   });
    io.run();
  }

  std::vector<std::int64_t> pauses;
  std::vector<std::string> told;
  int sessions = 0;

 private:
  asio::awaitable<SessionEnd> session() {
    ++sessions;
    if (script_.empty()) co_return SessionEnd{.how = How::stopped, .why = "asked to"};
    SessionEnd next = script_.front();
    script_.pop_front();
    co_return next;
  }
  asio::awaitable<bool> pause(Millis time) {
    pauses.push_back(time.count());
    co_return pauses.size() < most_pauses_;
  }

  std::deque<SessionEnd> script_;
  std::size_t most_pauses_;
};

TEST(Supervise, WaitsLongerAndLonger) {
  const Supervised run({{How::broken, "a"}, {How::broken, "a"}, {How::broken, "b"}});
  EXPECT_EQ(run.pauses, (std::vector<std::int64_t>{100, 200, 400}));
  EXPECT_EQ(run.sessions, 4);
}

TEST(Supervise, TellsAReasonOnceUntilAnotherComes) {
  const Supervised run(
      {{How::broken, "a"}, {How::broken, "a"}, {How::broken, "b"}, {How::broken, "a"}});
  EXPECT_EQ(run.told, (std::vector<std::string>{"a", "b", "a"}));
}

TEST(Supervise, TellsItAgainAfterASessionThatWorked) {
  const Supervised run({{How::broken, "a"}, {How::broken, "a", Millis(1)}});
  EXPECT_EQ(run.told, (std::vector<std::string>{"a", "a"}));
}

TEST(Supervise, AHealthySessionWipesTheFailuresOut) {
  const Supervised run({{How::broken, "a"},
                        {How::broken, "a"},
                        {How::broken, "a", seconds(29)},
                        {How::broken, "a", seconds(30)},
                        {How::broken, "a"}});
  EXPECT_EQ(run.pauses, (std::vector<std::int64_t>{100, 200, 400, 100, 200}));
}

TEST(Supervise, ARefusedLoginWaitsAtLeastFiveSeconds) {
  const Supervised run({{How::refused, "a"}, {How::refused, "a"}});
  EXPECT_EQ(run.pauses, (std::vector<std::int64_t>{5100, 5200}));
}

TEST(Supervise, EndsWhereAPauseSaysSo) {
  const Supervised run(std::deque<SessionEnd>(9, {How::broken, "a"}), 3);
  EXPECT_EQ(run.sessions, 3);
}

}  // namespace
}  // namespace jono
