// SPDX-License-Identifier: EUPL-1.2
// A call's facts in few bytes: what is kept of the millions that have ended.
#pragma once

#include <span>
#include <vector>

#include "daemon/engine/fact.h"

namespace jono::engine {

// About 4 to 7 bytes a fact. `out` is replaced.
void pack(std::span<const Fact> facts, std::vector<unsigned char>& out);

// The inverse of pack(); `out` is replaced. `bytes` must come from pack().
void unpack(std::span<const unsigned char> bytes, Facts& out);

}  // namespace jono::engine
