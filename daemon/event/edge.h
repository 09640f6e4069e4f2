// SPDX-License-Identifier: EUPL-1.2
// What the decoder of one source needs to turn that source's words into events.
#pragma once

#include <string_view>

#include "daemon/event/id_hasher.h"
#include "daemon/event/names.h"

namespace jono {

// `names` outlives every decoder. Cheap to copy; may be used from any thread.
struct Edge {
  const Names* names;
  IdHasher hasher;
  SourceId source;

  [[nodiscard]] LineId line(std::string_view queue) const { return names->line(source, queue); }
  [[nodiscard]] CallId call(std::string_view raw) const { return hasher.hash<CallId>(raw); }
  [[nodiscard]] AgentId agent(std::string_view raw) const { return hasher.hash<AgentId>(raw); }
  [[nodiscard]] CallbackId callback(std::string_view raw) const {
    return hasher.hash<CallbackId>(raw);
  }
};

}  // namespace jono
