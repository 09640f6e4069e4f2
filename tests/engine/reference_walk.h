// SPDX-License-Identifier: EUPL-1.2
// One key's visits: pairing, listings, walk.
#pragma once

#include <vector>

#include "tests/engine/reference.h"

namespace jono::engine::reference {

// A call event, without what no figure needs.
struct Fact {
  Instant at{};
  EventType type = EventType::call_queued;
  RedirectReason reason = RedirectReason::other;
  bool coarse = false;  // once paired: coarse, and no fine one was found
};

struct Listing {
  Instant snapshot{};
  Instant queued{};
};

// What a snapshot says of the key.
struct Sight {
  Instant at{};
  bool listed = false;
};

struct KeyFacts {
  std::vector<Fact> facts;  // distinct ones
  std::vector<Listing> listings;
  std::vector<Sight> sights;  // one for each snapshot of the source and line
};

// Appends the key's visits and refusals to `history`. Ages are judged at `clock`.
void walk_key(const KeyFacts& key, Millis lost_after, Instant clock, History& history);

}  // namespace jono::engine::reference
