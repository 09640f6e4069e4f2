// SPDX-License-Identifier: EUPL-1.2
// Event → JSON line. The parser reads what is printed here; ids stand there as the hex digits of
// their hashes, and so are hashed once more.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/event/epoch_names.h"
#include "daemon/event/event.h"
#include "daemon/event/names.h"

namespace jono {

// Appends `event` as one JSON object, without a line end: fields always in the same order, what is
// unset left out.
void print(const Event& event, const Names& names, const EpochNames& epochs, std::string& out);

// Appends `text`, which is UTF-8, as a JSON string.
void append_json(std::string& out, std::string_view text);

// Appends the 32 hex digits of a hashed id.
void append_hex(std::string& out, const std::array<std::uint64_t, 2>& id);

}  // namespace jono
