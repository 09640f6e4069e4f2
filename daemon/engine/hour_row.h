// SPDX-License-Identifier: EUPL-1.2
// The hour rows: every column of the definitions, and their one JSON form.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/engine/line_rows.h"

namespace jono::engine {

// Durations in milliseconds; a column without data is nullopt. A row may also stand for several
// hours put together, by the "day" column of the definitions.
struct HourRow {
  Instant start{};
  Instant end{};
  std::int64_t offered = 0, answered = 0, abandoned = 0, redirected = 0, lost = 0, waiting = 0;
  std::int64_t redirected_callback = 0, short_abandoned = 0;
  std::int64_t answered_in_target = 0, abandoned_in_target = 0;
  Millis wait_answered{0}, wait_abandoned{0}, wait_redirected{0};
  std::optional<Millis> longest_wait{}, wait_p50{}, wait_p90{};
  Millis talk{0};
  std::int64_t talks = 0;
  std::int64_t refused = 0, carried_in = 0, carried_out = 0, closed = 0;
  Millis queue{0};  // visits times milliseconds
  std::int64_t queue_max = 0;
  Millis open{0};
  std::int64_t callbacks_requested = 0, callbacks_reached = 0, callbacks_closed = 0;
  std::int64_t callbacks_open = 0, callbacks_attempted = 0, callbacks_same_day = 0;
  std::int64_t callbacks_attempted_same_day = 0;
  Millis callback_delay{0}, callback_open_delay{0}, callback_attempt{0};
  std::optional<Millis> callback_longest{};
  std::int64_t callbacks_waiting_out = 0;
  double coverage = 1;
};

// The share of [from, to) in which every source of the line was connected and complete, 0..1.
using CoverageOf = std::function<double(Instant from, Instant to)>;

// The rows of the line's local hours that overlap [from, to), from the hour of its first visit,
// refused call or callback request to the hour that holds `now`. Open visits count up to `now`.
[[nodiscard]] std::vector<HourRow> hour_rows(const LineRows& rows, Instant from, Instant to,
                                             Instant now, const CoverageOf& coverage);

// Everything in [start, end) as one row, whether or not the line had any call.
[[nodiscard]] HourRow period_row(const LineRows& rows, Instant start, Instant end, Instant now,
                                 const CoverageOf& coverage);

// {"line":"aspa","hour":"2026-11-23T08:00:00+02:00","offered":…}, without a line end.
void print_hour(std::string_view line, const calendar::Zone& zone, const HourRow& row,
                std::string& out);

}  // namespace jono::engine
