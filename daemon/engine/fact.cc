// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/fact.h"

#include <algorithm>

#include "daemon/base/overload.h"

namespace jono::engine {
namespace {

template <class Tag>
std::uint32_t tag_of(HashedId<Tag> id) {
  return static_cast<std::uint32_t>(id.bits[0]);
}

Fact make(const Event& event, FactKind kind, std::uint8_t reason = 0, std::uint32_t tag = 0) {
  const bool sequenced = event.seq != 0;
  return {event.at, kind, reason, event.coarse, sequenced, sequenced ? 0 : tag, Millis(0)};
}

template <class Reason>
std::uint8_t number(Reason reason) {
  return static_cast<std::uint8_t>(reason);
}

}  // namespace

std::optional<Fact> fact_of(const Event& event) {
  using R = std::optional<Fact>;
  return std::visit(
      Overload{
          [&](const CallQueued&) -> R { return make(event, FactKind::queued); },
          [&](const CallAnswered& e) -> R {
            return make(event, FactKind::answered, 0, tag_of(e.agent));
          },
          [&](const CallAbandoned&) -> R { return make(event, FactKind::abandoned); },
          [&](const CallRedirected& e) -> R {
            return make(event, FactKind::redirected, number(e.reason));
          },
          [&](const CallLost& e) -> R { return make(event, FactKind::lost, number(e.reason)); },
          [&](const CallRefused& e) -> R {
            return make(event, FactKind::refused, number(e.reason));
          },
          [&](const CallEnded&) -> R { return make(event, FactKind::ended); },
          [&](const CallbackRequested& e) -> R {
            return make(event, FactKind::requested, 0, tag_of(e.call));
          },
          [&](const CallbackAttempted& e) -> R {
            return make(event, FactKind::attempted, number(e.result));
          },
          [&](const CallbackReached&) -> R { return make(event, FactKind::reached); },
          [&](const CallbackClosed& e) -> R {
            return make(event, FactKind::closed, number(e.reason));
          },
          [](const auto&) -> R { return std::nullopt; },
      },
      event.what);
}

namespace {

// Of a call listed twice in one snapshot the earliest counts.
bool insert_listing(Facts& facts, const Fact& fact) {
  const auto known = std::ranges::find_if(facts, [&](const Fact& f) {
    return f.kind == FactKind::listed && f.tag == fact.tag && f.snapshot_at() == fact.snapshot_at();
  });
  if (known != facts.end()) {
    if (known->at <= fact.at) return false;
    facts.erase(known);
  }
  facts.insert(std::ranges::upper_bound(facts, fact), fact);
  return true;
}

}  // namespace

bool insert(Facts& facts, const Fact& fact) {
  if (fact.kind == FactKind::listed) return insert_listing(facts, fact);
  const auto place = std::ranges::upper_bound(facts, fact);
  if (!fact.sequenced && place != facts.begin() && *std::prev(place) == fact) return false;
  facts.insert(place, fact);
  return true;
}

}  // namespace jono::engine
