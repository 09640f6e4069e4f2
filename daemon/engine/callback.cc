// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/callback.h"

#include <algorithm>

namespace jono::engine {
namespace {

// The earliest of each kind; facts are sorted, so the first.
const Fact* first(std::span<const Fact> facts, FactKind kind) {
  const auto found = std::ranges::find(facts, kind, &Fact::kind);
  return found == facts.end() ? nullptr : &*found;
}

void end(Callback& callback, const Fact* reached, const Fact* closed) {
  if (reached != nullptr && (closed == nullptr || reached->at <= closed->at)) {
    callback.state = CallbackState::reached;
    callback.ended = reached->at;
  } else if (closed != nullptr) {
    callback.state = CallbackState::closed;
    callback.ended = closed->at;
    callback.reason = static_cast<CallbackCloseReason>(closed->reason);
  }
}

std::optional<Instant> first_attempt(const Callback& callback, const Fact* attempted) {
  std::optional<Instant> at;
  if (callback.state == CallbackState::reached) at = callback.ended;
  if (attempted == nullptr) return at;
  if (callback.state != CallbackState::open && attempted->at > callback.ended) return at;
  return at ? std::min(*at, attempted->at) : attempted->at;
}

}  // namespace

CallbackHistory derive_callback(std::span<const Fact> facts, const Term& term) {
  CallbackHistory out;
  for (const Fact& fact : facts) {
    if (fact.kind != FactKind::listed) continue;
    out.last_listed = std::max(out.last_listed.value_or(fact.snapshot_at()), fact.snapshot_at());
  }
  const Fact* request = first(facts, FactKind::requested);
  if (request == nullptr) request = first(facts, FactKind::listed);
  if (request == nullptr) {
    out.orphans = static_cast<std::uint32_t>(facts.size());
    return out;
  }
  if (!term.holds(request->at)) return out;
  Callback callback{.requested = request->at};
  end(callback, first(facts, FactKind::reached), first(facts, FactKind::closed));
  callback.attempted = first_attempt(callback, first(facts, FactKind::attempted));
  out.callback = callback;
  return out;
}

}  // namespace jono::engine
