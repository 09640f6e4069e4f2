// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "daemon/engine/visit.h"

namespace jono::engine {
namespace {

constexpr Millis kSameQueueing = std::chrono::seconds(2);

bool near_a_queueing(Instant at, std::span<const Step> steps) {
  return std::ranges::any_of(steps, [&](const Step& s) {
    return s.kind == FactKind::queued && s.at - kSameQueueing <= at && at <= s.at + kSameQueueing;
  });
}

}  // namespace

void append_counting_listings(std::span<const Fact> facts, std::vector<Step>& steps) {
  boost::container::small_vector<const Fact*, 16> listings;
  for (const Fact& fact : facts) {
    if (fact.kind == FactKind::listed) listings.push_back(&fact);
  }
  std::ranges::sort(listings, {}, [](const Fact* f) { return std::pair(f->snapshot_at(), f->at); });
  for (const Fact* listing : listings) {
    if (!near_a_queueing(listing->at, steps)) {
      steps.push_back({listing->at, FactKind::queued, 0, false});
    }
  }
}

std::optional<Instant> missing_since(Instant queued, Instant until, std::span<const Fact> facts,
                                     std::span<const Instant> snapshots) {
  Instant from = queued + kSameQueueing;
  for (const Fact& fact : facts) {
    if (fact.kind == FactKind::listed && fact.snapshot_at() < until) {
      from = std::max(from, fact.snapshot_at() + Millis(1));
    }
  }
  const auto mark = std::ranges::lower_bound(snapshots, from);
  if (mark == snapshots.end() || *mark >= until) return std::nullopt;
  return *mark;
}

}  // namespace jono::engine
