// SPDX-License-Identifier: EUPL-1.2
// Ten years of clock changes in three zones: rows against the reference around each of them.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/engine/hold.h"

namespace jono::engine {
namespace {

using namespace std::chrono_literals;
using histories::History;

struct ClockChange {
  calendar::Zone zone;
  calendar::LocalDate day;
  Instant at;
  std::size_t hours;  // rows of that day
};

// The first instant at which the local time is not what it would have been.
Instant change_within(const calendar::Zone& zone, calendar::LocalDate day) {
  const auto since_midnight = [&](Instant t) { return t - zone.day_start(day); };
  for (Instant t = zone.day_start(day); t < zone.day_end(day); t += 1min) {
    const std::string local = zone.format(t).substr(11, 5);
    const std::string expected =
        calendar::Zone::utc().format(Instant(since_midnight(t))).substr(11, 5);
    if (local != expected) return t;
  }
  return zone.day_end(day);
}

// An hour of a day is lost or found; of half an hour, nothing is lost and one half hour found.
std::vector<ClockChange> changes(const char* name) {
  const calendar::Zone zone = calendar::Zone::find(name).value();
  std::vector<ClockChange> out;
  const calendar::LocalDate first = std::chrono::local_days(std::chrono::year(2021) / 1 / 1);
  for (calendar::LocalDate day = first; day < first + std::chrono::days(3652);
       day += std::chrono::days(1)) {
    const Millis length = zone.day_end(day) - zone.day_start(day);
    if (length == 24h) continue;
    const auto hours = static_cast<std::size_t>((length + 30min) / 1h);
    out.push_back({zone, day, change_within(zone, day), hours});
  }
  return out;
}

const std::vector<ClockChange>& all_changes() {
  static const std::vector<ClockChange> all = [] {
    std::vector<ClockChange> out;
    for (const char* name : {"Europe/Helsinki", "Australia/Lord_Howe", "America/New_York"}) {
      for (ClockChange& change : changes(name)) out.push_back(std::move(change));
    }
    return out;
  }();
  return all;
}

TEST(Time2_ClockChanges, AreTwoAYear) { EXPECT_EQ(all_changes().size(), 60U); }

// The rows from a call at the day's first instant to its last.
TEST(Time2_ClockChanges, TheDayHasARowForEachOfItsHours) {
  for (const ClockChange& change : all_changes()) {
    std::vector<LineSettings> lines{testing::always_open("line")};
    lines[0].calendar = calendar::LineCalendar(change.zone, {});
    const Instant start = change.zone.day_start(change.day);
    const Instant last = change.zone.day_end(change.day) - 1ms;
    Engine engine(lines, 1, nullptr, std::nullopt);
    testing::run(engine, {testing::EventWords{}.queued(start.time_since_epoch().count())}, last);
    const auto rows = all_rows(engine, LineId{0}, last);
    ASSERT_EQ(rows.size(), change.hours) << change.zone.format(change.at);
    EXPECT_EQ(rows.front().start, start);
    EXPECT_EQ(rows.back().end, last + 1ms);
  }
}

TEST(Time2_ClockChanges, EqualTheReference) {
  hold(3000, [] {
    const ClockChange change = all_changes()[*histories::below(60)];
    const History h = *histories::history(*histories::world_around(change.zone, change.at));
    const std::vector<Event> events =
        histories::shuffled(h.events, *rc::gen::arbitrary<std::uint64_t>());
    Engine engine(h.world.lines, h.world.sources, nullptr, std::nullopt);
    testing::run(engine, events, h.end);
    equals_reference(engine, h, events);
  });
}

}  // namespace
}  // namespace jono::engine
