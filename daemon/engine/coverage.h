// SPDX-License-Identifier: EUPL-1.2
// How much of a time is known, beside every figure of that time.
#pragma once

#include <vector>

#include "daemon/engine/sequence_set.h"

namespace jono::engine {

// The share of [from, to) that no gap touches, 0..1; 1 for an empty interval. The gaps may overlap
// and come in any order.
[[nodiscard]] double covered_share(std::vector<Gap> gaps, Instant from, Instant to);

}  // namespace jono::engine
