// SPDX-License-Identifier: EUPL-1.2
// What is known of one call or callback: a small sorted set of facts, one an event or listing.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/event/event.h"

namespace jono::engine {

// In the order in which one instant is walked: closings, queueing, ends, refusals, listings.
enum class FactKind : std::uint8_t {
  answered,
  abandoned,
  redirected,
  lost,
  queued,
  ended,
  refused,
  listed,  // a snapshot listed the call or callback
  requested,
  attempted,
  reached,
  closed,
};

struct Fact {
  Instant at{};  // listed: when the snapshot says it was queued or requested
  FactKind kind = FactKind::queued;
  std::uint8_t reason = 0;  // the type's reason or result
  bool coarse = false;
  bool sequenced = false;  // had a seq: never the same as any other fact
  std::uint32_t tag = 0;   // tells facts apart that differ in another id; listed: its snapshot
  Millis listed_after{0};  // listed: from `at` to the snapshot's own instant, >= 0

  [[nodiscard]] Instant snapshot_at() const { return at + listed_after; }
  auto operator<=>(const Fact&) const = default;
};

using Facts = std::vector<Fact>;  // sorted

// The fact that a call or callback event states; nullopt for the types that state none about one.
[[nodiscard]] std::optional<Fact> fact_of(const Event& event);

// Adds `fact` in order. False when it was known: the same unsequenced fact, or a listing by a
// snapshot that lists the same call earlier or at the same instant.
bool insert(Facts& facts, const Fact& fact);

}  // namespace jono::engine
