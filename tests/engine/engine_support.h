// SPDX-License-Identifier: EUPL-1.2
// Words for tests of the engine: events at milliseconds, lines in UTC, rows as text.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "daemon/engine/engine.h"

namespace jono::engine::testing {

inline Instant at(std::int64_t ms) { return Instant(Millis(ms)); }

inline LineSettings always_open(std::string id, Millis lost_after = std::chrono::hours(4)) {
  calendar::OpeningVersion version;
  version.from = calendar::LocalDate(std::chrono::days(0));
  for (auto& day : version.weekly) {
    day = {{std::chrono::minutes(0), std::chrono::minutes(24 * 60)}};
  }
  return {.id = std::move(id),
          .calendar = calendar::LineCalendar(calendar::Zone::utc(), {version}),
          .wait_target = calendar::Dated<Millis>(std::chrono::minutes(5)),
          .short_abandon = std::chrono::seconds(5),
          .lost_after = lost_after};
}

struct EventWords {
  SourceId source{0};
  LineId line{0};
  std::uint64_t call = 1;

  [[nodiscard]] Event make(std::int64_t ms, What what, bool coarse = false,
                           std::uint64_t seq = 0) const {
    return {.at = at(ms),
            .seq = seq,
            .source = source,
            .epoch = {},
            .line = line,
            .coarse = coarse,
            .what = std::move(what)};
  }
  [[nodiscard]] CallId id() const { return CallId{{call, call + 7}}; }
  [[nodiscard]] Event queued(std::int64_t ms) const { return make(ms, CallQueued{id()}); }
  [[nodiscard]] Event answered(std::int64_t ms) const { return make(ms, CallAnswered{id(), {}}); }
  [[nodiscard]] Event abandoned(std::int64_t ms) const { return make(ms, CallAbandoned{id()}); }
  [[nodiscard]] Event lost(std::int64_t ms) const { return make(ms, CallLost{id()}); }
  [[nodiscard]] Event ended(std::int64_t ms) const { return make(ms, CallEnded{id()}); }
  [[nodiscard]] Event snapshot(std::int64_t ms, std::vector<ListedCall> waiting) const {
    auto body = std::make_shared<SnapshotBody>();
    std::ranges::sort(waiting);
    body->waiting = std::move(waiting);
    return make(ms, SourceSnapshot{std::move(body)});
  }
};

// Applies all of them, then judges at `now` (default: the latest event).
inline void run(Engine& engine, const std::vector<Event>& events,
                std::optional<Instant> now = std::nullopt) {
  for (const Event& event : events) {
    if (engine.admit(event) == Admission::fresh) engine.apply(event);
  }
  engine.advance(now.value_or(engine.latest()));
}

inline std::string rows_text(const Engine& engine, std::span<const LineSettings> lines,
                             Instant now) {
  std::string out;
  for (std::uint32_t i = 0; i < engine.lines(); ++i) {
    const auto rows = hour_rows(engine.rows(LineId{i}), kNever, Instant::max(), now,
                                [](Instant, Instant) { return 1.0; });
    for (const HourRow& row : rows) {
      print_hour(lines[i].id, lines[i].calendar.zone(), row, out);
      out += '\n';
    }
  }
  return out;
}

}  // namespace jono::engine::testing
