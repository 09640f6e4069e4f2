// SPDX-License-Identifier: EUPL-1.2
// Events that come twice, late or in the wrong order, and histories that cannot have happened.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <random>

#include "tests/engine/hold.h"

namespace jono::engine {
namespace {

using namespace std::chrono_literals;
using testing::EventWords;

std::string rows_of(const std::vector<Event>& events, Instant now) {
  const std::vector<LineSettings> lines{testing::always_open("line")};
  Engine engine(lines, 1, nullptr, std::nullopt);
  testing::run(engine, events, now);
  return testing::rows_text(engine, lines, now);
}

Event callback(std::int64_t ms, What what) { return EventWords{}.make(ms, std::move(what)); }

TEST(N06_OrderAndRepeats, EveryOrderOfEightEventsGivesTheSameRows) {
  const EventWords one{.call = 1}, two{.call = 2};
  const CallbackId id{{3, 7}};
  std::vector<Event> events{one.queued(1000),
                            one.answered(61'000),
                            one.ended(3'661'000),
                            two.queued(2000),
                            two.abandoned(5000),
                            two.queued(9000),
                            callback(5000, CallbackRequested{id, two.id()}),
                            callback(7'205'000, CallbackReached{id})};
  const Instant now = testing::at(8'000'000);
  const std::string expected = rows_of(events, now);
  std::vector<std::size_t> order{0, 1, 2, 3, 4, 5, 6, 7};
  std::size_t orders = 0;
  do {
    std::vector<Event> shuffled;
    for (const std::size_t i : order) shuffled.push_back(events[i]);
    ASSERT_EQ(rows_of(shuffled, now), expected) << orders;
    ++orders;
  } while (std::ranges::next_permutation(order).found);
  EXPECT_EQ(orders, 40'320U);
}

TEST(N06_OrderAndRepeats, AThousandRepeatsOfEachChangeNothing) {
  std::vector<Event> events;
  for (std::uint64_t i = 1; i <= 20; ++i) {
    const EventWords call{.call = i};
    const auto ms = static_cast<std::int64_t>(i) * 1000;
    events.push_back(call.queued(ms));
    events.push_back(i % 3 == 0 ? call.abandoned(ms + 4000) : call.answered(ms + 9000));
  }
  const Instant now = testing::at(1'000'000);
  const std::string expected = rows_of(events, now);
  std::vector<Event> many;
  for (int n = 0; n < 1000; ++n) many.insert(many.end(), events.begin(), events.end());
  std::ranges::shuffle(many, std::mt19937(5));
  EXPECT_EQ(rows_of(many, now), expected);
}

TEST(N06_OrderAndRepeats, WhatIsTwoDaysLateIsAsGoodAsInTime) {
  const EventWords call;
  constexpr std::int64_t kTwoDays = 48 * 3'600'000;
  const std::vector<Event> in_time{call.queued(0), call.answered(60'000)};
  const Instant now = testing::at(kTwoDays + 1000);
  const std::vector<LineSettings> lines{testing::always_open("line")};
  Engine engine(lines, 1, nullptr, std::nullopt);
  testing::run(engine, {call.queued(0)}, now);  // lost, by now
  testing::run(engine, {call.answered(60'000)}, now);
  EXPECT_EQ(testing::rows_text(engine, lines, now), rows_of(in_time, now));
}

// Each kind of event in each state that a call or callback can be in.
struct Given {
  std::string name;
  std::vector<Event> events;
};

std::vector<Given> call_states() {
  const EventWords c;
  return {{"unknown", {}},
          {"waiting", {c.queued(1000)}},
          {"missing", {c.queued(1000), c.snapshot(20'000, {})}},
          {"answered", {c.queued(1000), c.answered(5000)}},
          {"ended", {c.queued(1000), c.answered(5000), c.ended(9000)}},
          {"abandoned", {c.queued(1000), c.abandoned(5000)}},
          {"redirected", {c.queued(1000), c.make(5000, CallRedirected{c.id()})}},
          {"lost", {c.queued(1000), c.lost(5000)}},
          {"refused", {c.make(1000, CallRefused{c.id()})}},
          {"orphan", {c.answered(1000)}},
          {"waiting again", {c.queued(1000), c.abandoned(5000), c.queued(6000)}}};
}

std::vector<Event> call_events(std::int64_t ms) {
  const EventWords c;
  return {c.queued(ms),
          c.answered(ms),
          c.abandoned(ms),
          c.make(ms, CallRedirected{c.id()}),
          c.lost(ms),
          c.make(ms, CallRefused{c.id()}),
          c.ended(ms),
          c.snapshot(ms, {}),
          c.snapshot(ms, {{c.id(), testing::at(ms - 500)}})};
}

std::vector<Given> callback_states() {
  const CallbackId id{{3, 7}};
  return {
      {"unknown", {}},
      {"requested", {callback(1000, CallbackRequested{id, {}})}},
      {"attempted",
       {callback(1000, CallbackRequested{id, {}}), callback(2000, CallbackAttempted{id})}},
      {"reached", {callback(1000, CallbackRequested{id, {}}), callback(2000, CallbackReached{id})}},
      {"closed", {callback(1000, CallbackRequested{id, {}}), callback(2000, CallbackClosed{id})}},
      {"orphan", {callback(1000, CallbackReached{id})}}};
}

std::vector<Event> callback_events(std::int64_t ms) {
  const CallbackId id{{3, 7}};
  return {callback(ms, CallbackRequested{id, {}}), callback(ms, CallbackAttempted{id}),
          callback(ms, CallbackReached{id}), callback(ms, CallbackClosed{id})};
}

void expect_total(const std::vector<Given>& states,
                  const std::function<std::vector<Event>(std::int64_t)>& events) {
  const std::vector<LineSettings> lines{testing::always_open("line")};
  const Instant now = testing::at(100'000);
  for (const Given& state : states) {
    // Before everything, in the middle of it, in one instant with it, and after it.
    for (const std::int64_t ms : {500, 1000, 3000, 5000, 50'000}) {
      for (const Event& event : events(ms)) {
        std::vector<Event> all = state.events;
        all.push_back(event);
        const auto known = reference::histories(all, lines, now);
        Engine engine(lines, 1, nullptr, std::nullopt);
        testing::run(engine, all, now);
        EXPECT_EQ(texts(all_rows(engine, LineId{0}, now)),
                  texts(reference::rows(known[0], lines[0], now)))
            << state.name << ", then " << name_of(event.type()) << " at " << ms;
      }
    }
  }
}

TEST(X02_Impossible, EveryEventInEveryStateOfACallHasItsResult) {
  expect_total(call_states(), call_events);
}

TEST(X02_Impossible, EveryEventInEveryStateOfACallbackHasItsResult) {
  expect_total(callback_states(), callback_events);
}

TEST(X02_Impossible, ACallThatNeverEndsIsLostAndOneOfTheYear2106IsCounted) {
  const EventWords c;
  constexpr std::int64_t k2106 = 4'294'967'295'000;
  const std::vector<LineSettings> lines{testing::always_open("line")};
  Engine engine(lines, 1, nullptr, std::nullopt);
  const EventWords later{.call = 2};
  testing::run(engine, {c.queued(-1000), later.queued(k2106), later.answered(k2106 + 1000)});
  const HourRow first = period_row(engine.rows(LineId{0}), testing::at(-3'600'000), testing::at(0),
                                   testing::at(k2106 + 1000), complete);
  EXPECT_EQ(first.offered, 1);
  EXPECT_EQ(first.lost, 1);
  const HourRow last =
      period_row(engine.rows(LineId{0}), testing::at(k2106 - k2106 % 3'600'000),
                 testing::at(k2106 + 3'600'000), testing::at(k2106 + 1000), complete);
  EXPECT_EQ(last.answered, 1);
}

}  // namespace
}  // namespace jono::engine
