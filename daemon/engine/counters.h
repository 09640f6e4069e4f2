// SPDX-License-Identifier: EUPL-1.2
// Counters and histograms: what became known, counted when it became known, never taken back.
// Plain data, kept in the checkpoint; the same journal gives the same numbers.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "daemon/engine/callback.h"
#include "daemon/engine/line_settings.h"
#include "daemon/engine/visit.h"
#include "daemon/event/refusal.h"

namespace jono::engine {

inline constexpr std::array<std::int64_t, 15> kWaitBounds = {  // seconds
    5, 10, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 7200};
inline constexpr std::array<std::int64_t, 13> kCallbackBounds = {  // seconds
    300, 900, 1800, 3600, 7200, 14400, 21600, 28800, 43200, 86400, 172800, 259200, 604800};
inline constexpr std::array<std::int64_t, 12> kDelayBounds = {  // milliseconds
    50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 3600000};

// One more bucket than bounds: the last is for what is above them all. Not cumulative.
template <std::size_t Bounds>
struct Histogram {
  std::array<std::uint64_t, Bounds + 1> buckets{};
  Millis sum{0};

  void observe(Millis value, const std::array<std::int64_t, Bounds>& bounds, Millis unit) {
    std::size_t i = 0;
    while (i < Bounds && value > bounds[i] * unit) ++i;
    ++buckets[i];
    sum += value;
  }
  bool operator==(const Histogram&) const = default;
};

using WaitHistogram = Histogram<kWaitBounds.size()>;
using CallbackHistogram = Histogram<kCallbackBounds.size()>;
using DelayHistogram = Histogram<kDelayBounds.size()>;

struct LineCounters {
  std::uint64_t offered = 0, answered = 0, lost = 0, abandoned = 0, abandoned_short = 0;
  std::array<std::uint64_t, 8> redirected{};  // by RedirectReason
  std::array<std::uint64_t, 4> refused{};     // by RefusedReason
  WaitHistogram wait_answered, wait_abandoned, wait_redirected, talk;
  std::uint64_t callbacks_requested = 0, callbacks_reached = 0, callbacks_reached_same_day = 0;
  std::array<std::uint64_t, 5> callbacks_attempted{};  // by AttemptResult
  std::array<std::uint64_t, 7> callbacks_closed{};     // by CallbackCloseReason
  CallbackHistogram delay_attempted, delay_reached, delay_reached_open;
  bool operator==(const LineCounters&) const = default;

  // What is new in `after`.
  void count(const CallHistory& before, const CallHistory& after, const LineSettings& line);
  void count(const std::optional<Callback>& before, const std::optional<Callback>& after,
             const LineSettings& line);
};

struct SourceCounters {
  std::array<std::uint64_t, kEventTypes> events{};  // applied ones, by EventType
  std::array<std::uint64_t, kRefusalReasons> rejected{};
  std::uint64_t duplicates = 0, late = 0, gaps = 0, orphans = 0;
  DelayHistogram event_delay;  // received_at - at; 0 where the source's clock is ahead
  bool operator==(const SourceCounters&) const = default;
};

}  // namespace jono::engine
