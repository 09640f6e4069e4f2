// SPDX-License-Identifier: EUPL-1.2
// How one line of the simulator speaks: its events, with hashed ids.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "daemon/event/edge.h"
#include "daemon/event/event.h"

namespace jono::simulator {

using Events = std::vector<Event>;

struct Voice {
  Edge edge;
  LineId line;
  std::string run;  // that begins every id, so that no other run has the same

  [[nodiscard]] CallId call(std::uint64_t number) const {
    return edge.call(fmt::format("{}-{}-{}", run, line.value, number));
  }
  [[nodiscard]] CallbackId callback(std::uint64_t number) const {
    return edge.callback(fmt::format("{}-{}-callback-{}", run, line.value, number));
  }
  [[nodiscard]] AgentId agent(std::uint64_t number) const {
    return edge.agent(fmt::format("{}-agent-{}", line.value, number));
  }
  void say(Instant at, const What& what, Events& out) const {
    Event& event = out.emplace_back();
    event.at = at;
    event.source = edge.source;
    event.line = line;
    event.what = what;
  }
};

}  // namespace jono::simulator
