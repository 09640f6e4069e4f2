// SPDX-License-Identifier: EUPL-1.2
// The figures for now that a rule may watch, each read from a snapshot. A figure without data is
// nullopt, never 0. Names and meanings are those of the gauges with the prefix jonovahti_.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "alerting/site.h"
#include "daemon/base/result.h"
#include "daemon/engine/snapshot.h"

namespace jono::alerting {

enum class Figure : std::uint8_t {
  queue_length,
  longest_wait_seconds,
  window_offered,
  window_answered,
  window_abandoned,
  window_wait_mean_seconds,
  window_wait_p90_seconds,
  window_answer_rate,
  window_service_level,
  callbacks_open,
  oldest_callback_seconds,
  callbacks_due_today,
  callbacks_overdue,
  callbacks_unlisted,
  callbacks_at_risk,
  callbacks_purged,
  usual_offered,
  usual_queue_mean,
  agents,
  coverage_ratio,
  source_silent_seconds,
  event_delay_p90_seconds,
  source_clock_skew_seconds,
  window_rejected,
  backlog_open,
  backlog_oldest_seconds,
};
inline constexpr std::size_t kFigures = std::size_t(Figure::backlog_oldest_seconds) + 1;

enum class Unit : std::uint8_t { count, seconds, ratio };
enum class Scope : std::uint8_t { line, source, backlog };
// What stands in the brackets after the name.
enum class Selector : std::uint8_t {
  none,
  window,      // [15m], [30m], [60m]; needed
  window_15m,  // [15m]; may be left out
  presence,    // [available], [busy], [wrapup], [paused]; all of them together when left out
  backlog,     // [urgent], [other]; needed
};
// How the lines of a group make one figure.
enum class Together : std::uint8_t { sum, greatest, never };

struct FigureInfo {
  std::string_view name;
  Scope scope;
  Unit unit;
  Selector selector;
  Together together;
};
[[nodiscard]] const FigureInfo& info(Figure figure);

// A figure with what stands in its brackets: the index of the window, state or class.
struct Reading {
  static constexpr std::uint8_t kAll = 0xff;  // presence left out
  Figure figure{};
  std::uint8_t selector = 0;
  bool operator==(const Reading&) const = default;
};

// "window_offered[15m]" and so on. Fails with what is wrong and what would be right.
[[nodiscard]] Result<Reading> parse_reading(std::string_view text);
[[nodiscard]] std::string print(const Reading& reading);

// nullopt: nothing is known now. The subject is of the figure's scope, or a group for one of a line
// that goes together.
[[nodiscard]] std::optional<double> value_of(const Reading& reading, const Subject& subject,
                                             const Site& site, const engine::Snapshot& snapshot);

}  // namespace jono::alerting
