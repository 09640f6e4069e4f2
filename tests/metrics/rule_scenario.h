// SPDX-License-Identifier: EUPL-1.2
// A small site that goes through a story, and rules of every kind over it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "alerting/rule.h"
#include "alerting/site.h"
#include "daemon/engine/snapshot.h"

namespace jono::metrics {

// How bad every figure of a subject is: well, between the limits, or beyond them.
enum class Heat : std::uint8_t { cool, warm, hot };

// What is true during one evaluation step.
struct Tick {
  std::array<Heat, 2> lines{};  // aspa and vaihde
  std::array<bool, 2> known{true, true};
  std::array<bool, 2> settled{true, true};
  Heat source = Heat::cool;
  bool source_up = true;
  Heat backlog = Heat::cool;
  bool usual = true;  // what is usual is known
  bool fresh = true;  // the snapshot is new
};

// The whole story, one Tick a step, from 1970-01-01T00:00:00Z: promtool begins there. aspa is shut
// from 00:20 to 00:30; vaihde never is.
[[nodiscard]] alerting::Site story_site();
[[nodiscard]] std::vector<alerting::Rule> story_rules();

// For a trial.
[[nodiscard]] std::vector<engine::Snapshot> snapshots_of(const std::vector<Tick>& story);

}  // namespace jono::metrics
