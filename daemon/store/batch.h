// SPDX-License-Identifier: EUPL-1.2
// What goes into the journal at once, and what comes out of it again.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>

#include "daemon/base/ids.h"
#include "daemon/base/time.h"
#include "daemon/event/event.h"
#include "daemon/event/names.h"
#include "daemon/event/refusal.h"

namespace jono::store {

// Counts up by one from 1; 0 stands before the first.
struct BatchId {
  std::uint64_t value = 0;
  auto operator<=>(const BatchId&) const = default;
};

// Where a source has got to, in words that only its collector reads. Without a source: what the
// daemon itself wants to find again.
struct Place {
  SourceId source;
  std::string bytes;
  bool operator==(const Place&) const = default;
};

// The source's name; empty for the daemon's own place.
[[nodiscard]] inline const std::string& name_of(const Place& place, const Names& names) {
  static const std::string kOurs;
  return place.source.set() ? names.of(place.source) : kOurs;
}

// All of it is kept, or nothing. `events` may hold agent states, which are left out.
struct Batch {
  Instant received_at{};
  std::span<const Event> events{};
  std::span<const Refusal> refusals{};
  std::span<const Place> places{};  // of the sources that got further
};

// A batch as it was, in terms of today's configuration. Valid during the call it is handed to.
struct StoredBatch {
  BatchId id;
  Instant received_at{};
  std::span<const Event> events;
  std::span<const Refusal> refusals;  // only those still kept
  std::uint32_t skipped = 0;          // events of lines, sources or backlogs that are no more
};

using ChainHash = std::array<unsigned char, 32>;

// A batch and the hash of everything up to it.
struct ChainLink {
  BatchId id;
  ChainHash hash{};
  bool operator==(const ChainLink&) const = default;
};

}  // namespace jono::store
