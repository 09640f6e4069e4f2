// SPDX-License-Identifier: EUPL-1.2
// The engine's rows against the reference, and against the identities of the definitions.
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "tests/engine/hold.h"

namespace jono::engine {
namespace {

using namespace std::chrono_literals;
using histories::History;
using histories::shuffled;

struct Ran {
  Ran(const History& h, const std::vector<Event>& events)
      : engine(h.world.lines, h.world.sources, nullptr, std::nullopt) {
    testing::run(engine, events, h.end);
  }
  Engine engine;
};

History random_history() { return *histories::history(*histories::world()); }
std::uint64_t random_order() { return *rc::gen::arbitrary<std::uint64_t>(); }

TEST(Engine, ALateSnapshotCountsACallOnceThoughItWasQueuedAgain) {
  std::vector<LineSettings> lines{testing::always_open("line", 10s)};
  const testing::EventWords call;
  Engine engine(lines, 1, nullptr, std::nullopt);
  testing::run(engine, {call.queued(1000), call.queued(10'400), call.snapshot(10'000, {})});
  const auto rows = all_rows(engine, LineId{0}, testing::at(10'400));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].offered, 2);
  EXPECT_EQ(rows[0].lost, 1);
  EXPECT_EQ(rows[0].waiting, 1);
}

TEST(EngineProperty, EqualsTheReferenceInAnyOrder) {
  hold(3000, [] {
    const History h = random_history();
    const std::vector<Event> events = shuffled(h.events, random_order());
    equals_reference(Ran(h, events).engine, h, events);
  });
}

TEST(EngineProperty, OfTwoContentsUnderOneNumberTheFirstCounts) {
  hold(2000, [] {
    History h = random_history();
    for (Event& event : h.events) {
      if (event.seq != 0) event.seq = 1 + event.seq % 5;
    }
    const std::vector<Event> events = shuffled(h.events, random_order());
    equals_reference(Ran(h, events).engine, h, events);
  });
}

TEST(EngineProperty, TwoOrdersGiveTheSameBytes) {
  hold(2000, [] {
    const History h = random_history();
    const Ran one(h, shuffled(h.events, random_order()));
    const Ran two(h, shuffled(h.events, random_order()));
    RC_ASSERT(testing::rows_text(one.engine, h.world.lines, h.end) ==
              testing::rows_text(two.engine, h.world.lines, h.end));
  });
}

// A batch's clock never runs back. Ages are judged once in a second.
TEST(EngineProperty, AnySplitIntoBatchesGivesTheSameRows) {
  hold(2000, [] {
    const History h = random_history();
    const std::vector<Event> events = shuffled(h.events, random_order());
    std::mt19937_64 random(random_order());
    Engine engine(h.world.lines, h.world.sources, nullptr, std::nullopt);
    Instant clock = h.world.bases.front() - 1h;
    for (const Event& event : events) {
      if (engine.admit(event) == Admission::fresh) engine.apply(event);
      if (random() % 3 != 0 || clock + 1s >= h.end) continue;
      const auto left = static_cast<std::uint64_t>((h.end - clock).count() - 1000);
      clock += Millis(random() % left / (1 + random() % 20));
      engine.advance(clock);
    }
    engine.advance(h.end);
    equals_reference(engine, h, events);
  });
}

TEST(EngineProperty, AnyPeriodIsItsHoursTogether) {
  hold(2000, [] {
    const History h = random_history();
    const auto known = reference::histories(h.events, h.world.lines, h.end);
    const Ran ran(h, h.events);
    const auto quarter = [&](Instant t) { return Instant(quarter_of(t)); };
    const Instant start = quarter(*rc::gen::elementOf(h.world.bases));
    const Instant end = start + kQuarterLength * *rc::gen::inRange(1, 400);
    for (std::uint32_t i = 0; i < h.world.lines.size(); ++i) {
      const HourRow got = period_row(ran.engine.rows(LineId{i}), start, end, h.end, complete);
      RC_ASSERT(reference::text(got) ==
                reference::text(reference::row(known[i], h.world.lines[i], start, end, h.end)));
    }
  });
}

// Those of its hours that overlap it.
TEST(EngineProperty, AnyWindowHasTheSameRows) {
  hold(1000, [] {
    const History h = random_history();
    const Ran ran(h, h.events);
    const Instant from = *rc::gen::elementOf(h.world.bases);
    const Instant to = from + *rc::gen::element<Millis>(1ms, 1h - 1ms, 1h, 90min, 49h);
    for (std::uint32_t i = 0; i < h.world.lines.size(); ++i) {
      std::vector<HourRow> expected = all_rows(ran.engine, LineId{i}, h.end);
      std::erase_if(expected, [&](const HourRow& r) { return r.end <= from || r.start >= to; });
      RC_ASSERT(texts(hour_rows(ran.engine.rows(LineId{i}), from, to, h.end, complete)) ==
                texts(expected));
    }
  });
}

// Some of the waits, talks and delays do not fit into 32 bits.
TEST(EngineProperty, MonthsApartEqualTheReference) {
  hold(100, [] {
    histories::World world = *histories::world();
    world.bases.push_back(world.bases.front() + 60 * 24h);
    const History h = *histories::history(world);
    const std::vector<Event> events = shuffled(h.events, random_order());
    equals_reference(Ran(h, events).engine, h, events);
  });
}

void identities(const HourRow& row) {
  RC_ASSERT(row.offered == row.answered + row.abandoned + row.redirected + row.lost + row.waiting);
  RC_ASSERT(row.carried_in + row.offered == row.closed + row.carried_out);
  RC_ASSERT(row.callbacks_requested ==
            row.callbacks_reached + row.callbacks_closed + row.callbacks_open);
  RC_ASSERT(row.redirected_callback <= row.redirected);
  RC_ASSERT(row.short_abandoned <= row.abandoned);
  RC_ASSERT(row.callbacks_same_day <= row.callbacks_attempted_same_day);
}

TEST(EngineProperty, TheIdentitiesHold) {
  hold(2000, [] {
    const History h = random_history();
    const Ran ran(h, shuffled(h.events, random_order()));
    const auto known = reference::histories(h.events, h.world.lines, h.end);
    for (std::uint32_t i = 0; i < h.world.lines.size(); ++i) {
      const std::vector<HourRow> rows = all_rows(ran.engine, LineId{i}, h.end);
      Millis queue{0};
      for (std::size_t hour = 0; hour < rows.size(); ++hour) {
        identities(rows[hour]);
        queue += rows[hour].queue;
        if (hour == 0) continue;
        RC_ASSERT(rows[hour - 1].end == rows[hour].start);
        RC_ASSERT(rows[hour - 1].carried_out == rows[hour].carried_in);
      }
      RC_ASSERT(queue == reference::all_waits(known[i], h.end));
      if (rows.empty()) continue;
      RC_ASSERT(rows.front().carried_in == 0);
      RC_ASSERT(rows.back().start <= h.end);
      RC_ASSERT(h.end < rows.back().end);
    }
  });
}

}  // namespace
}  // namespace jono::engine
