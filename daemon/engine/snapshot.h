// SPDX-License-Identifier: EUPL-1.2
// Everything there is to show of one moment: immutable, shared by pointer, read from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/engine/counters.h"
#include "daemon/engine/hour_row.h"
#include "daemon/engine/recent.h"

namespace jono::engine {

// The figures for now of one line.
struct LineFigures {
  std::int64_t queue_length = 0;
  std::optional<Instant> oldest_waiting{};  // when the longest waiting call was queued
  std::array<WindowFigures, kWindows.size()> windows{};
  std::int64_t callbacks_open = 0;
  std::optional<Instant> oldest_callback{};  // when the oldest open one was requested
  std::int64_t callbacks_due_today = 0, callbacks_overdue = 0, callbacks_unlisted = 0;
  double callbacks_at_risk = 0;
  std::optional<double> usual_offered{}, usual_queue_mean{};
  std::array<std::int64_t, 4> agents{};  // by AgentPresence, without offline
};

struct LineSnapshot {
  LineCounters counters;
  LineFigures figures;
  HourRow hour, previous_hour, day;
  bool open = false;
  bool known = true;          // every source of the line is connected: the figures for now hold
  bool settled = true;        // and has been for two minutes without a break
  bool agents_known = false;  // some source of the line tells agents' states
  double coverage = 1;        // of the local hour so far
};

struct SourceStatus {
  SourceCounters counters;
  // All that it said: counters.events, .rejected and .duplicates together, and no more.
  std::uint64_t received = 0;
  std::optional<Instant> last_event{};
  // By our clock. When it was heard last; for one never heard, since when it is waited for.
  std::optional<Instant> silent_since{};
  bool up = false;
  bool best_effort = false;           // what it says while it is not connected is lost
  std::optional<Instant> up_since{};  // while up: since when without a break
  // These hold only while it is up.
  std::optional<Millis> skew{};             // how far its clock is ahead of ours
  std::optional<Millis> event_delay_p90{};  // of what came in the last 15 minutes
  std::int64_t rejected_lately = 0;         // events refused in the last 15 minutes
};

// Holds only while its source is up.
struct BacklogStatus {
  SourceId source;  // that told it
  Instant at{};
  std::uint64_t open = 0;
  std::optional<Instant> oldest_at{};
};

// Lines, sources and backlogs by their ids.
struct Snapshot {
  Instant now{};
  std::vector<std::shared_ptr<const LineSnapshot>> lines;
  std::vector<SourceStatus> sources;
  std::map<std::pair<BacklogId, BacklogClass>, BacklogStatus> backlogs;
};

}  // namespace jono::engine
