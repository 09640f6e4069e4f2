// SPDX-License-Identifier: EUPL-1.2
// The definitions once more, sentence by sentence, in the simplest and slowest way: what the engine
// is held against. Shares no code with it beside the row itself and the calendar.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/engine/hour_row.h"
#include "daemon/engine/line_settings.h"
#include "daemon/event/event.h"

namespace jono::engine::reference {

enum class Outcome { answered, abandoned, redirected, lost, waiting };

struct Visit {
  Instant queued{};
  Outcome outcome = Outcome::waiting;
  std::optional<Instant> closed{};
  RedirectReason reason = RedirectReason::other;  // of redirected
  std::optional<Instant> ended{};                 // the talk, of answered
};

struct Callback {
  Instant requested{};
  std::optional<Instant> attempted{};  // the first time
  std::optional<Instant> reached{};
  std::optional<Instant> closed{};  // unreached
};

// All that is known of one line.
struct History {
  std::vector<Visit> visits;
  std::vector<Instant> refused;
  std::vector<Callback> callbacks;
};

// One for each of `lines`. `events` in the order in which they were accepted, repeats and all;
// `now` is the wall clock or the end of time, and no event is later.
[[nodiscard]] std::vector<History> histories(std::span<const Event> events,
                                             std::span<const LineSettings> lines, Instant now);

// Every column for [start, end), from its own definition. Coverage is 1.
[[nodiscard]] HourRow row(const History& history, const LineSettings& settings, Instant start,
                          Instant end, Instant now);

[[nodiscard]] std::vector<HourRow> rows(const History& history, const LineSettings& settings,
                                        Instant now);

// The sum of all waits; open visits count up to `now`.
[[nodiscard]] Millis all_waits(const History& history, Instant now);

// Every column by name, for comparing and for reading.
[[nodiscard]] std::string text(const HourRow& row);

}  // namespace jono::engine::reference
