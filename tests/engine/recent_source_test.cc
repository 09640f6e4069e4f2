// SPDX-License-Identifier: EUPL-1.2
// What is kept of the last 15 minutes of a source, against plain lists; and its way through a
// checkpoint.
#include "daemon/engine/recent_source.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "daemon/engine/state.h"
#include "tests/engine/engine_support.h"

namespace jono::engine {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::at;

std::optional<Millis> p90(std::vector<Millis> delays) {
  if (delays.empty()) return std::nullopt;
  std::ranges::sort(delays);
  return delays[(delays.size() * 9 + 9) / 10 - 1];
}

std::string saved(const RecentSource& recent) {
  std::string out;
  {
    ByteWriter to(out);
    recent.save(to);
  }
  return out;
}

RC_GTEST_PROP(RecentSource, IsWhatWasReceivedInTheWindow, ()) {
  RecentSource recent;
  std::vector<std::pair<Instant, Millis>> model;
  std::vector<Instant> refusals;
  Instant received = at(1'700'000'000'000);
  std::vector<Millis> scratch;
  for (const int step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 200'000))) {
    received += Millis(step);
    if (step % 3 == 0) {
      recent.take_refusals(received, 1);
      refusals.push_back(received);
      continue;
    }
    const Millis delay(*rc::gen::inRange(0, 100'000));
    recent.take_delay(delay, received);
    model.emplace_back(received, delay);
  }
  const Instant now = received + Millis(*rc::gen::inRange(0, 1'000'000));
  std::vector<Millis> delays;
  for (const auto& [when, delay] : model) {
    if (when > now - minutes(15)) delays.push_back(delay);
  }
  const Instant from = std::chrono::floor<seconds>(now) - seconds(899);
  RC_ASSERT(recent.delay_p90(now, scratch) == p90(delays));
  RC_ASSERT(recent.refused(now) ==
            std::ranges::count_if(refusals, [&](Instant t) { return t >= from; }));
  RecentSource back;
  const std::string bytes = saved(recent);
  ByteReader in(bytes);
  back.restore(in);
  RC_ASSERT(in.ok() && in.rest().empty());
  RC_ASSERT(back.delay_p90(now, scratch) == recent.delay_p90(now, scratch));
  RC_ASSERT(back.refused(now) == recent.refused(now));
}

TEST(RecentSource, OfAFloodTheNewestDelaysCountAndEveryRefusal) {
  RecentSource recent;
  const Instant now = at(1'000'000);
  std::vector<Millis> scratch;
  for (int i = 0; i < 10'000; ++i) recent.take_delay(Millis(i), now);
  recent.take_refusals(now, 1'000'000'000);
  EXPECT_EQ(recent.delay_p90(now, scratch), Millis(10'000 - 4'096 + 3'687 - 1));
  EXPECT_EQ(recent.refused(now), 1'000'000'000);
  EXPECT_LE(saved(recent).size(), 4'096 * 16 + 24U);
}

TEST(RecentSource, EndsAfterTheWindowAndWhereTheClockIsSetBack) {
  RecentSource recent;
  const Instant now = at(1'000'000);
  std::vector<Millis> scratch;
  recent.take_delay(Millis(7), now);
  recent.take_refusals(now, 2);
  EXPECT_EQ(recent.delay_p90(now + minutes(15) - Millis(1), scratch), Millis(7));
  EXPECT_EQ(recent.delay_p90(now + minutes(15), scratch), std::nullopt);
  EXPECT_EQ(recent.refused(now + minutes(15) - Millis(1)), 2);
  EXPECT_EQ(recent.refused(now + minutes(15)), 0);
  EXPECT_EQ(recent.delay_p90(now - Millis(1), scratch), std::nullopt);
  EXPECT_EQ(recent.refused(now - seconds(1)), 0);
}

// One start of an engine: what a checkpoint is made of.
struct Start {
  explicit Start(Names names_in) : names(std::move(names_in)) {}
  [[nodiscard]] bool restore(std::string_view bytes) {
    return restore_state(bytes, engine, live, names, epochs);
  }
  [[nodiscard]] std::string save() {
    std::string out;
    save_state(engine, live, names, epochs, out);
    return out;
  }

  Names names;
  std::vector<LineSettings> lines = {testing::always_open("aspa")};
  Live live{lines, names.sources()};
  Engine engine{lines, names.sources(), &live, std::nullopt};
  EpochNames epochs;
};

TEST(Checkpoint, KeepsLevelsAndWhatIsRecentUnderTheirNames) {
  const Instant now = at(1'700'000'000'000);
  Start one(Names({"aspa"}, {{"ace", {}}, {"pbx", {}}}, {"arkisto", "sanelu"}));
  const testing::EventWords words{.source = SourceId{1}};
  const std::int64_t ms = now.time_since_epoch().count();
  one.live.applied(words.make(ms, BacklogLevel{BacklogId{1}, 12, now, BacklogClass::urgent}),
                   now + Millis(300));
  one.live.applied(words.make(ms, BacklogLevel{BacklogId{0}, 3, {}, BacklogClass::other}),
                   now + Millis(400));
  Refusal refusal;
  refusal.source = SourceId{1};
  one.live.refused(refusal, now);
  Start other(Names({"aspa"}, {{"pbx", {}}}, {"sanelu"}));
  ASSERT_TRUE(other.restore(one.save()));
  ASSERT_EQ(other.live.backlogs().size(), 1U);
  const auto& [key, level] = *other.live.backlogs().begin();
  EXPECT_EQ(key, std::pair(BacklogId{0}, BacklogClass::urgent));
  EXPECT_EQ(level.source, SourceId{0});
  EXPECT_EQ(level.at, now);
  EXPECT_EQ(level.open, 12U);
  EXPECT_EQ(level.oldest_at, now);
  const SourceStatus source = other.live.source_status(SourceId{0}, now + seconds(1));
  EXPECT_EQ(source.event_delay_p90, Millis(400));
  EXPECT_EQ(source.rejected_lately, 1);
}

// Takes the counter of the newest reason out of each source's counters, which end at `end`.
void drop_newest_reason(std::string& bytes, std::size_t end, std::size_t sources) {
  const std::size_t after = 4 + SourceCounters{}.event_delay.buckets.size() + 1;
  const std::size_t block = kEventTypes + kRefusalReasons + after;
  for (std::size_t i = 1; i <= sources; ++i) {
    bytes.erase(end - 8 * block * (i - 1) - 8 * (after + 1), 8);
  }
}

// The first version had no such part, between what is live and the engine's own, and both it and
// the second had one reason less.
TEST(Checkpoint, OfTheFirstVersionIsRead) {
  const Names names({"aspa"}, {{"ace", {}}, {"pbx", {}}}, {});
  Start one(names);
  one.live.lines()[0].offered = 7;
  one.engine.apply(testing::EventWords{.source = SourceId{1}}.queued(1'000));
  std::string own;
  {
    ByteWriter to(own);
    one.engine.save(to);
  }
  std::string bytes = one.save();
  const std::size_t levels = names.sources() * 8 + 4;  // nothing but counts of 0
  const std::size_t reached = names.lines() * 4;       // likewise
  std::string second = bytes;
  drop_newest_reason(second, bytes.size() - own.size() - levels - reached, names.sources());
  second[0] = 2;
  ASSERT_TRUE(Start(names).restore(second));
  bytes = second;
  bytes.erase(bytes.size() - own.size() - levels, levels);
  bytes[0] = 1;
  Start other(names);
  ASSERT_TRUE(other.restore(bytes));
  EXPECT_EQ(other.live.lines()[0], one.live.lines()[0]);
  EXPECT_EQ(other.engine.queue(LineId{0}).length, 1);
  EXPECT_TRUE(other.live.backlogs().empty());
  bytes[0] = 4;
  EXPECT_FALSE(Start(names).restore(bytes));
}

}  // namespace
}  // namespace jono::engine
