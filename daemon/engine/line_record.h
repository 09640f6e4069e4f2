// SPDX-License-Identifier: EUPL-1.2
// What is known of one line over some time, apart from the engine: to be read on another thread
// while the engine goes on.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "daemon/engine/counters.h"
#include "daemon/engine/hour_row.h"
#include "daemon/engine/sequence_set.h"

namespace jono::engine {

// Reading sorts inside: one thread at a time.
struct LineRecord {
  LineRows rows;          // of the time that was asked for; what went before is carried in
  std::vector<Gap> gaps;  // when something of the line may be missing; they may overlap
  Instant now{};          // open visits count up to it

  // Both as in hour_row.h; outside the time that was asked for they are not right.
  [[nodiscard]] std::vector<HourRow> hours(Instant from, Instant to) const;
  [[nodiscard]] HourRow period(Instant start, Instant end) const;
  // Whether the line has rows at all before `end`: its first visit, refused call or request.
  [[nodiscard]] bool begun(Instant end) const;
};

// Adds the counts and sums of `row`, and takes its longest times where they are longer;
// percentiles, queue_max and coverage stay. What is carried and callbacks_waiting_out add up over
// lines of one time, not over hours.
void add_sums(HourRow& to, const HourRow& row);

// [start, end) of several lines as one row: sums, percentiles of the united waits, coverage
// weighted by time; queue_max is 0, since the lines' largest need not fall together. Of no lines:
// an empty row.
[[nodiscard]] HourRow united_row(std::span<const LineRecord* const> lines, Instant start,
                                 Instant end);

// The waits of visits queued in [start, end), counted by kWaitBounds: each bucket holds the waits
// above the bound before it and up to its own; the last is for what is above them all.
using WaitCounts = std::array<std::int64_t, kWaitBounds.size() + 1>;
struct WaitDistribution {
  WaitCounts answered{};
  WaitCounts other{};  // abandoned and redirected
};
[[nodiscard]] WaitDistribution wait_distribution(const LineRows& rows, Instant start, Instant end);

}  // namespace jono::engine
