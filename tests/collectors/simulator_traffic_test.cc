// SPDX-License-Identifier: EUPL-1.2
// The stream of made-up events: the same for the same plan, in order, and never against itself.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/collectors/simulator_support.h"

namespace jono::simulator {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

TEST(SimulatorTraffic, TheSameSeedGivesTheSameBytes) {
  County one;
  County other;
  const std::string text = one.text(one.events({}, one.day(0), one.day(2)));
  EXPECT_EQ(text, other.text(other.events({}, other.day(0), other.day(2))));
  SimulatorConfig config;
  config.seed = 2;
  EXPECT_NE(text, other.text(other.events(config, other.day(0), other.day(2))));
}

// A change of the generator must be meant: recorded runs would no longer be repeated.
TEST(SimulatorTraffic, TheFirstEventsStand) {
  County county;
  const std::vector<Event> events = county.events({}, county.day(0), county.day(1));
  ASSERT_GT(events.size(), 3U);
  EXPECT_EQ(county.text({events[0]}),
            R"({"v":1,"source":"sim","seq":1,"epoch":"sim-1693774800000-04d56fa207cc7309",)"
            R"("type":"call.refused","at":"2023-09-04T04:00:57.936Z","line":"aspa",)"
            R"("call":"5d809110e1792374f8d06d6c2717b5db","reason":"closed"})"
            "\n");
}

TEST(SimulatorTraffic, AnotherPlanIsAnotherEpoch) {
  County county;
  const TrafficPlan plan{{}, county.lines, county.day(0), std::nullopt};
  const std::string epoch = epoch_of(plan);
  EXPECT_EQ(epoch, epoch_of(plan));
  TrafficPlan other = plan;
  other.start += Millis(1);
  EXPECT_NE(epoch, epoch_of(other));
  other = plan;
  other.config.seed = 2;
  EXPECT_NE(epoch, epoch_of(other));
  other = plan;
  other.config.volumes["aspa"].calls += 1;
  EXPECT_NE(epoch, epoch_of(other));
  other = plan;
  other.lines.pop_back();
  EXPECT_NE(epoch, epoch_of(other));
  other = plan;
  other.turned = county.day(0);
  EXPECT_NE(epoch, epoch_of(other));
}

// What a call or callback may do next, by what it did last.
class Checker {
 public:
  void see(const Event& event) {
    EXPECT_EQ(event.seq, ++seen_);
    EXPECT_GE(event.at, last_);
    last_ = event.at;
    std::visit([&](const auto& what) { check(event.line, what); }, event.what);
  }
  [[nodiscard]] std::size_t waiting() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(calls_, [](const auto& c) { return c.second.second == "queued"; }));
  }

 private:
  void move(LineId line, CallId id, const std::string& from, const std::string& to) {
    auto& [where, state] = calls_[id];
    EXPECT_EQ(state, from) << to;
    if (!from.empty()) EXPECT_EQ(where, line);
    where = line;
    state = to;
  }
  void check(LineId line, const CallQueued& e) { move(line, e.call, "", "queued"); }
  void check(LineId line, const CallAnswered& e) {
    move(line, e.call, "queued", "answered");
    EXPECT_TRUE(busy_[e.agent].insert(e.call).second);
    EXPECT_EQ(busy_[e.agent].size(), 1U) << "an agent has one call at a time";
    agent_of_[e.call] = e.agent;
  }
  void check(LineId line, const CallAbandoned& e) { move(line, e.call, "queued", "left"); }
  void check(LineId line, const CallRedirected& e) { move(line, e.call, "queued", "left"); }
  void check(LineId line, const CallRefused& e) { move(line, e.call, "", "refused"); }
  void check(LineId line, const CallEnded& e) {
    move(line, e.call, "answered", "ended");
    busy_[agent_of_[e.call]].erase(e.call);
  }
  void check(LineId, const CallbackRequested& e) {
    EXPECT_EQ(calls_[e.call].second, "left");
    EXPECT_EQ(callbacks_.count(e.callback), 0U);
    callbacks_[e.callback] = 0;
  }
  void check(LineId, const CallbackAttempted& e) { EXPECT_LE(++callbacks_.at(e.callback), 3); }
  void check(LineId, const CallbackReached& e) { EXPECT_EQ(callbacks_.erase(e.callback), 1U); }
  void check(LineId, const CallbackClosed& e) { EXPECT_EQ(callbacks_.erase(e.callback), 1U); }
  template <class Other>
  void check(LineId, const Other&) {
    ADD_FAILURE() << "an event of another kind";
  }

  std::uint64_t seen_ = 0;
  Instant last_ = kNever;
  std::map<CallId, std::pair<LineId, std::string>> calls_;
  std::map<AgentId, std::set<CallId>> busy_;
  std::map<CallId, AgentId> agent_of_;
  std::map<CallbackId, int> callbacks_;
};

RC_GTEST_PROP(SimulatorTraffic, EveryCallAndCallbackGoesItsWay, ()) {
  SimulatorConfig config;
  config.seed = *rc::gen::arbitrary<std::uint64_t>();
  config.volumes["vaihde"].calls = *rc::gen::inRange<std::uint32_t>(0, 300);
  config.volumes["aspa"] = {200, *rc::gen::inRange<std::uint32_t>(0, 300)};
  County county(hours(*rc::gen::inRange(0, 12)), hours(*rc::gen::inRange(13, 25)));
  const Instant start = county.at(0, minutes(*rc::gen::inRange(0, 1440)));
  Checker checker;
  for (const Event& event : county.events(config, start, county.day(2))) checker.see(event);
}

TEST(SimulatorTraffic, NobodyWaitsOverNight) {
  County county;
  Checker checker;
  for (const Event& event : county.events({}, county.day(0), county.day(5))) checker.see(event);
  EXPECT_EQ(checker.waiting(), 0U);
}

TEST(SimulatorTraffic, ClosedDaysAreQuiet) {
  County county;
  EXPECT_TRUE(county.events({}, county.day(5), county.day(7)).empty());
  County closed;
  for (TrafficLine& line : closed.lines) line.calendar = {closed.zone, {}};
  EXPECT_TRUE(closed.events({}, closed.day(0), closed.day(60)).empty());
}

TEST(SimulatorTraffic, NobodyIsQueuedWhileTheLineIsClosed) {
  County county;
  int closed = 0;
  for (const Event& event : county.events({}, county.day(0), county.day(5))) {
    const auto& calendar = county.lines[event.line.value].calendar;
    if (event.type() == EventType::call_queued) EXPECT_TRUE(calendar.open_at(event.at));
    if (event.type() == EventType::call_refused) closed += calendar.open_at(event.at) ? 0 : 1;
  }
  EXPECT_GT(closed, 10);
}

TEST(SimulatorTraffic, ATurnedDayMovesOnASundayNight) {
  County county;
  const Instant now = county.at(6, hours(3));
  const auto events = county.events({}, now - hours(2), now + hours(1), now);
  std::map<std::uint32_t, int> queued;
  for (const Event& event : events) {
    if (event.type() == EventType::call_queued && event.at >= now) ++queued[event.line.value];
  }
  EXPECT_GT(queued[0], 150) << "aspa, from ten to eleven on a Monday";
  EXPECT_GT(queued[3], 120) << "vaihde";
  EXPECT_GT(queued[1], 0);
}

TEST(SimulatorTraffic, ATurnedDayNeverStandsStill) {
  County county;
  const Instant now = county.at(6, hours(3));
  std::map<Millis::rep, int> queued;
  for (const Event& event : county.events({}, now - hours(2), now + days(2), now)) {
    if (event.type() == EventType::call_queued) ++queued[(event.at - now) / Millis(hours(1))];
  }
  for (Millis::rep hour = -1; hour < 48; ++hour) EXPECT_GT(queued[hour], 50) << hour;
  EXPECT_GT(queued[0], 2 * queued[12]);
  EXPECT_GT(queued[24], 2 * queued[12]);
}

TEST(SimulatorTraffic, ClockChangesAndLongTimesAreNoMatter) {
  County county(hours(0), hours(24));
  const auto from = calendar::LocalDate(std::chrono::year(2026) / 3 / 27);
  const auto events =
      county.events({}, county.zone.day_start(from), county.zone.day_start(from + days(4)));
  Checker checker;
  for (const Event& event : events) checker.see(event);
  EXPECT_GT(events.size(), 1000U);
}

}  // namespace
}  // namespace jono::simulator
