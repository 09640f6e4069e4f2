// SPDX-License-Identifier: EUPL-1.2
// What is copied for readers says the same as the engine itself.
#include "daemon/engine/line_record.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>

#include "daemon/engine/columns.h"
#include "tests/engine/hold.h"

namespace jono::engine {
namespace {

using namespace std::chrono_literals;
using histories::History;

struct Ran {
  explicit Ran(const History& h)
      : history(h), engine(h.world.lines, h.world.sources, nullptr, std::nullopt) {
    testing::run(engine, h.events, h.end);
  }
  [[nodiscard]] LineRecord record(std::uint32_t line, Instant from, Instant to) const {
    const calendar::Zone& zone = engine.settings(LineId{line}).calendar.zone();
    return {engine.rows(LineId{line}).copy(zone.hour_start(from), zone.hour_end(to - 1ms)),
            {},
            history.end};
  }
  const History& history;
  Engine engine;
};

History random_history() { return *histories::history(*histories::world()); }

TEST(LineRecordProperty, ACopyHasTheSameHours) {
  hold(1000, [] {
    const History h = random_history();
    const Ran ran(h);
    const Instant from = *rc::gen::elementOf(h.world.bases);
    const Instant to = from + *rc::gen::element<Millis>(1ms, 1h - 1ms, 1h, 90min, 49h);
    for (std::uint32_t i = 0; i < h.world.lines.size(); ++i) {
      RC_ASSERT(texts(ran.record(i, from, to).hours(from, to)) ==
                texts(hour_rows(ran.engine.rows(LineId{i}), from, to, h.end, complete)));
    }
  });
}

TEST(LineRecordProperty, ACopyHasTheSamePeriod) {
  hold(1000, [] {
    const History h = random_history();
    const Ran ran(h);
    for (std::uint32_t i = 0; i < h.world.lines.size(); ++i) {
      const calendar::Zone& zone = h.world.lines[i].calendar.zone();
      const Instant start = zone.hour_start(*rc::gen::elementOf(h.world.bases));
      const Instant end = zone.hour_start(start + 1h * *rc::gen::inRange(1, 60));
      RC_ASSERT(
          reference::text(ran.record(i, start, end).period(start, end)) ==
          reference::text(period_row(ran.engine.rows(LineId{i}), start, end, h.end, complete)));
    }
  });
}

// Every line at its own offset within the others', so that ranks of the united waits matter.
TEST(LineRecordProperty, LinesTogetherAreTheirSumsAndUnitedWaits) {
  hold(500, [] {
    const History h = random_history();
    const Ran ran(h);
    const Instant start = Instant(quarter_of(h.world.bases.front())) - 24h;
    const Instant end = start + 96h;
    std::vector<LineRecord> records;
    for (std::uint32_t i = 0; i < h.world.lines.size(); ++i) {
      records.push_back(ran.record(i, start, end));
    }
    std::vector<const LineRecord*> lines;
    std::vector<Millis> waits;
    HourRow sum;
    for (const LineRecord& record : records) {
      lines.push_back(&record);
      const HourRow row = record.period(start, end);
      sum.offered += row.offered;
      sum.callbacks_same_day += row.callbacks_same_day;
      sum.carried_in += row.carried_in;
      sum.queue += row.queue;
      if (row.longest_wait > sum.longest_wait) sum.longest_wait = row.longest_wait;
      for (const auto& [when, quarter] : record.rows.quarters()) {
        if (Instant(when) >= start && Instant(when) < end) quarter->waits_answered.append_to(waits);
      }
    }
    std::ranges::sort(waits);
    const HourRow united = united_row(lines, start, end);
    RC_ASSERT(united.offered == sum.offered);
    RC_ASSERT(united.callbacks_same_day == sum.callbacks_same_day);
    RC_ASSERT(united.carried_in == sum.carried_in);
    RC_ASSERT(united.queue == sum.queue);
    RC_ASSERT(united.longest_wait == sum.longest_wait);
    RC_ASSERT(united.wait_p90 ==
              (waits.empty() ? std::nullopt : std::optional(nearest_rank(waits, 90))));
  });
}

TEST(LineRecordProperty, TheDistributionCountsEveryWaitOnce) {
  hold(500, [] {
    const History h = random_history();
    const Ran ran(h);
    const Instant start = Instant(quarter_of(h.world.bases.front()));
    const Instant end = start + 24h;
    for (std::uint32_t i = 0; i < h.world.lines.size(); ++i) {
      const LineRecord record = ran.record(i, start, end);
      const HourRow row = record.period(start, end);
      const WaitDistribution waits = wait_distribution(record.rows, start, end);
      const auto total = [](const WaitCounts& counts) {
        return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
      };
      RC_ASSERT(total(waits.answered) == row.answered);
      RC_ASSERT(total(waits.other) == row.abandoned + row.redirected);
      // The bound of the bucket that holds the median is the first at or above it.
      if (!row.wait_p50) continue;
      std::int64_t below = 0;
      for (std::size_t b = 0; b < kWaitBounds.size(); ++b) {
        below += waits.answered[b];
        const bool reached = below >= (row.answered + 1) / 2;
        RC_ASSERT(reached == (*row.wait_p50 <= std::chrono::seconds(kWaitBounds[b])));
      }
    }
  });
}

HourRow busy_hour() {
  HourRow row;
  row.offered = 20;
  row.answered = 12;
  row.abandoned = 5;
  row.short_abandoned = 1;
  row.redirected = 2;
  row.redirected_callback = 2;
  row.waiting = 1;
  row.answered_in_target = 9;
  row.abandoned_in_target = 4;
  row.wait_answered = 120s;
  row.wait_abandoned = 50s;
  row.wait_redirected = 20s;
  row.queue = 30min;
  row.callbacks_requested = 8;
  row.callbacks_reached = 4;
  row.callbacks_same_day = 2;
  row.callback_delay = 8h;
  row.callback_open_delay = 2h;
  return row;
}

TEST(MadeFigures, AreTheFormulasOfTheDefinitions) {
  const HourRow row = busy_hour();
  EXPECT_EQ(answer_rate(row), 12.0 / 19);
  EXPECT_EQ(answer_rate_without_short(row), 12.0 / 18);
  EXPECT_EQ(answer_rate_without_callbacks(row), 12.0 / 17);
  EXPECT_EQ(service_level(row, ServiceLevel::answered), 9.0 / 12);
  EXPECT_EQ(service_level(row, ServiceLevel::offered), 9.0 / 18);
  EXPECT_EQ(service_level(row, ServiceLevel::asterisk2), 13.0 / 17);
  EXPECT_EQ(wait_mean_answered(row), 10'000.0);
  EXPECT_EQ(wait_mean_all(row), 10'000.0);
  EXPECT_EQ(same_day_callbacks(row), 2.0 / 8);
  EXPECT_EQ(callback_delay_mean(row), 7'200'000.0);
  EXPECT_EQ(callback_open_delay_mean(row), 1'800'000.0);
  EXPECT_EQ(queue_mean(row, 1h), 0.5);
}

TEST(MadeFigures, AreAbsentWithoutData) {
  const HourRow nothing;
  for_each_made(nothing, [](std::string_view name, std::optional<double> value) {
    EXPECT_EQ(value, std::nullopt) << name;
  });
  EXPECT_EQ(queue_mean(nothing, Millis(0)), std::nullopt);
}

}  // namespace
}  // namespace jono::engine
