// SPDX-License-Identifier: EUPL-1.2
// Random small histories, made of a few calls and of instants that coincide often.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <iosfwd>
#include <vector>

#include "daemon/engine/line_settings.h"
#include "daemon/event/event.h"

namespace jono::engine::histories {

// What one test case is about.
struct World {
  std::vector<LineSettings> lines;
  std::vector<Instant> bases;
  std::uint32_t sources = 2;
  std::uint32_t keys = 12;     // how many kinds of source, line and id
  std::uint32_t focus = 0;     // what events are about: all, calls, queues, callbacks
  std::uint32_t offsets = 16;  // how many, from each base
};
std::ostream& operator<<(std::ostream& out, const World& world);

struct History {
  World world;
  std::vector<Event> events;
  Instant end{};  // not before any event
};
std::ostream& operator<<(std::ostream& out, const History& history);

// Lines of every kind, around the change of hour, day and offset of 2026-10-25 in Helsinki.
[[nodiscard]] rc::Gen<World> world();
// As above around one instant, in one zone.
[[nodiscard]] rc::Gen<World> world_around(calendar::Zone zone, Instant instant);

// 0 to most - 1, each as likely; shrinks to 0.
[[nodiscard]] rc::Gen<std::uint32_t> below(std::size_t most);

// No two contents under one sequence number.
[[nodiscard]] rc::Gen<History> history(World world);

// All of them in another order, some of them more than once.
[[nodiscard]] std::vector<Event> shuffled(std::vector<Event> events, std::uint64_t seed);

}  // namespace jono::engine::histories
