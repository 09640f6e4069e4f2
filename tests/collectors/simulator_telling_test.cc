// SPDX-License-Identifier: EUPL-1.2
// The simulator's faults: told late, twice, out of turn or after a silence, the events stay those
// that happened.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/collectors/simulator_support.h"

namespace jono::simulator {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

std::vector<Told> told(County& county, const Faults& faults, Instant start, Instant end) {
  SimulatorConfig config;
  config.faults = faults;
  Telling telling(TrafficPlan{config, county.lines, start, std::nullopt}, county.edge,
                  county.epochs);
  std::vector<Told> out;
  while (telling.peek(end, Instant::max()) != nullptr) out.push_back(telling.take());
  EXPECT_EQ(telling.taken(), out.size());
  return out;
}

// By their numbers, each once.
std::vector<Event> distinct(const std::vector<Told>& told) {
  std::map<std::uint64_t, Event> by_number;
  for (const Told& one : told) by_number.emplace(one.event.seq, one.event);
  std::vector<Event> out;
  for (const auto& [seq, event] : by_number) out.push_back(event);
  return out;
}

class SimulatorTelling : public ::testing::Test {
 protected:
  County county;
  Instant start = county.day(0);
  Instant end = county.day(2);
  std::string happened = county.text(county.events({}, start, end));
};

TEST_F(SimulatorTelling, WithoutFaultsEventsAreToldWhenTheyHappen) {
  const auto all = told(county, {}, start, end);
  EXPECT_EQ(county.text(distinct(all)), happened);
  EXPECT_EQ(distinct(all).size(), all.size());
  EXPECT_TRUE(std::ranges::all_of(all, [](const Told& t) { return t.at == t.event.at; }));
}

TEST_F(SimulatorTelling, FaultsChangeNoEventAndLoseNone) {
  const Faults faults{
      .silence = minutes(20), .duplicated = 0.1, .late = 0.1, .reordered = 0.3, .purge = false};
  const auto all = told(county, faults, start, end);
  EXPECT_EQ(county.text(distinct(all)), happened);
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Told::at));
  EXPECT_FALSE(std::ranges::is_sorted(all, {}, [](const Told& t) { return t.event.seq; }));
  EXPECT_TRUE(std::ranges::all_of(all, [](const Told& t) { return t.at >= t.event.at; }));
  const auto twice = double(all.size() - distinct(all).size());
  EXPECT_NEAR(twice / double(distinct(all).size()), 0.1, 0.02);
}

TEST_F(SimulatorTelling, LateIsFromAMinuteToTwoHours) {
  const auto all = told(county, {.late = 0.05}, start, end);
  int late = 0;
  for (const Told& one : all) {
    const Millis by = one.at - one.event.at;
    late += by > Millis(0) ? 1 : 0;
    EXPECT_TRUE(by == Millis(0) || (by >= minutes(1) && by < hours(2))) << by.count();
  }
  EXPECT_NEAR(double(late) / double(all.size()), 0.05, 0.01);
}

TEST_F(SimulatorTelling, OnceADayNothingIsHeardAndThenEverything) {
  SimulatorConfig config;
  config.faults.silence = minutes(15);
  const Telling telling(TrafficPlan{config, county.lines, start, std::nullopt}, county.edge,
                        county.epochs);
  int silent = 0;
  std::set<Instant> from;
  for (Instant t = start; t < end; t += seconds(1)) {
    if (!telling.silent_at(t)) continue;
    ++silent;
    if (!telling.silent_at(t - seconds(1))) from.insert(t);
  }
  EXPECT_EQ(from.size(), 2U);
  EXPECT_EQ(silent, 2 * 15 * 60);
  for (const Told& one : told(county, config.faults, start, end)) {
    EXPECT_FALSE(telling.silent_at(one.at));
    EXPECT_LE(one.at - one.event.at, minutes(15));
  }
}

// Only who still waited at closing time, and then asked for one, is called in the evening.
TEST_F(SimulatorTelling, APurgeLeavesNoCallbackOpenAtClosingTime) {
  const Instant closing = county.at(0, hours(16));
  std::map<CallbackId, Instant> open;
  int purged = 0;
  for (const Told& one : told(county, {.purge = true}, start, county.day(1))) {
    const Event& event = one.event;
    if (const auto* asked = std::get_if<CallbackRequested>(&event.what)) {
      open.emplace(asked->callback, event.at);
    } else if (const auto* reached = std::get_if<CallbackReached>(&event.what)) {
      EXPECT_EQ(open.at(reached->callback) > closing, event.at > closing);
      open.erase(reached->callback);
    } else if (const auto* closed = std::get_if<CallbackClosed>(&event.what)) {
      EXPECT_LE(open.at(closed->callback) > closing, event.at > closing);
      open.erase(closed->callback);
      if (closed->reason != CallbackCloseReason::purged) continue;
      ++purged;
      EXPECT_EQ(event.at, closing);
    }
  }
  EXPECT_GT(purged, 50);
  for (const auto& [callback, requested] : open) EXPECT_GT(requested, closing);
}

TEST(SimulatorTeam, OneAgentAnswersBothOfTheNursesLinesAndOneCallAtATime) {
  County county;
  std::map<AgentId, std::set<LineId>> lines;
  std::map<CallId, AgentId> talks;
  std::set<AgentId> busy;
  for (const Event& event : county.events({}, county.day(0), county.day(5))) {
    if (const auto* answered = std::get_if<CallAnswered>(&event.what)) {
      lines[answered->agent].insert(event.line);
      EXPECT_TRUE(busy.insert(answered->agent).second);
      talks.emplace(answered->call, answered->agent);
    } else if (const auto* ended = std::get_if<CallEnded>(&event.what)) {
      busy.erase(talks.at(ended->call));
    }
  }
  const std::set<LineId> nurses{county.names.line("aspa"), county.names.line("seniorilinja")};
  EXPECT_GT(std::ranges::count_if(lines, [&](const auto& l) { return l.second == nurses; }), 10);
  for (const auto& [agent, of] : lines) {
    EXPECT_TRUE(of.size() == 1 || of == nurses);
  }
}

}  // namespace
}  // namespace jono::simulator
