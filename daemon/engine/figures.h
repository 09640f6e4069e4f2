// SPDX-License-Identifier: EUPL-1.2
// The "figures for now" of one line.
#pragma once

#include "daemon/engine/engine.h"
#include "daemon/engine/snapshot.h"

namespace jono::engine {

// What is usual on the line at this weekday and hour; nullopt where too few weeks are known.
struct Usual {
  double offered = 0;
  double queue_mean = 0;
};
[[nodiscard]] std::optional<Usual> usual_at(const LineRows& rows, Instant now);

// All but agents and what is usual. `scratch` is only memory.
[[nodiscard]] LineFigures figures_now(const Engine& engine, LineId line, Recent& recent,
                                      Instant now, std::vector<Millis>& scratch);

// The instant since which the line was open for `length` in all, counted back from `now`; at most
// 14 days back.
[[nodiscard]] Instant open_time_back(const calendar::LineCalendar& calendar, Instant now,
                                     Millis length);

}  // namespace jono::engine
