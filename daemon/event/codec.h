// SPDX-License-Identifier: EUPL-1.2
// Events as the journal keeps them: a few fixed fields, little-endian, one event after the other.
// What the configuration names is written as its number, so that whoever keeps the bytes must keep
// the names beside them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/event/event.h"

namespace jono {

// Appends `event`, which is no agent.state: those are never kept. 47 bytes for a call event with
// everything, and 16 more with an agent.
void encode(const Event& event, std::string& out);

// Takes one event off the front of `in`. nullopt if what stands there is not an event; `in` is then
// in any state. Never reads beyond `in`, and believes no count in it.
[[nodiscard]] std::optional<Event> decode(std::string_view& in);

}  // namespace jono
