// SPDX-License-Identifier: EUPL-1.2
// What properties say of engines.
#pragma once

#include <string>
#include <vector>

#include "tests/engine/engine_support.h"
#include "tests/engine/histories.h"
#include "tests/engine/reference.h"
#include "tests/support/hold.h"

namespace jono::engine {

using jono::testing::hold;

inline double complete(Instant, Instant) { return 1; }

inline std::vector<HourRow> all_rows(const Engine& engine, LineId line, Instant now) {
  return hour_rows(engine.rows(line), kNever, Instant::max(), now, complete);
}

inline std::string texts(const std::vector<HourRow>& rows) {
  std::string out;
  for (const HourRow& row : rows) out += reference::text(row) + "\n";
  return out;
}

// `events` are what the engine was given, in that order.
inline void equals_reference(const Engine& engine, const histories::History& h,
                             const std::vector<Event>& events) {
  const auto& lines = h.world.lines;
  const auto known = reference::histories(events, lines, h.end);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    RC_ASSERT(texts(all_rows(engine, LineId{i}, h.end)) ==
              texts(reference::rows(known[i], lines[i], h.end)));
  }
}

}  // namespace jono::engine
