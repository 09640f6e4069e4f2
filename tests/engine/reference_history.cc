// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

#include "daemon/base/overload.h"
#include "tests/engine/reference_walk.h"

namespace jono::engine::reference {
namespace {

bool same(const Event& a, const Event& b) {
  if ((a.seq == 0) != (b.seq == 0)) return false;
  if (a.seq != 0) return a.source == b.source && a.epoch == b.epoch && a.seq == b.seq;
  return same_content(a, b);
}

// Agent states are live only, and heartbeats are never compared.
std::vector<Event> distinct(std::span<const Event> events) {
  std::vector<Event> out;
  for (const Event& event : events) {
    if (event.type() == EventType::agent_state) continue;
    const bool known = std::ranges::any_of(out, [&](const Event& e) {
      return e.type() != EventType::source_heartbeat &&
             event.type() != EventType::source_heartbeat && same(e, event);
    });
    if (!known) out.push_back(event);
  }
  return out;
}

// A whole one, from all its parts.
struct Snapshot {
  Instant at{};
  SourceId source;
  LineId line;
  std::vector<ListedCall> calls;
  std::vector<ListedCallback> callbacks;
};

void add(Snapshot& snapshot, const SnapshotBody& body) {
  snapshot.calls.insert(snapshot.calls.end(), body.waiting.begin(), body.waiting.end());
  if (!body.callbacks) return;
  snapshot.callbacks.insert(snapshot.callbacks.end(), body.callbacks->begin(),
                            body.callbacks->end());
}

// Parts of one snapshot share all of its key; without `part` it is part 1 of 1.
std::vector<Snapshot> snapshots(const std::vector<Event>& events) {
  using Id = std::tuple<SourceId, EpochId, LineId, SnapshotId, Instant, std::uint32_t>;
  struct Parts {
    std::set<std::uint32_t> there;
    Snapshot whole;
  };
  std::map<Id, Parts> by_id;
  for (const Event& e : events) {
    const auto* said = std::get_if<SourceSnapshot>(&e.what);
    if (said == nullptr) continue;
    const SnapshotBody& body = *said->body;
    Parts& parts = by_id[{e.source, e.epoch, e.line, body.id, e.at, body.parts}];
    parts.whole.at = e.at;
    parts.whole.source = e.source;
    parts.whole.line = e.line;
    parts.there.insert(body.part);
    add(parts.whole, body);
  }
  std::vector<Snapshot> out;
  for (const auto& [id, parts] : by_id) {
    if (parts.there.size() == std::get<5>(id)) out.push_back(parts.whole);
  }
  return out;
}

// The instant that a listed call or callback counts from; nullopt: not listed.
template <class Listed, class IsIt, class Since>
std::optional<Instant> earliest(const std::vector<Listed>& list, Instant at, IsIt is_it,
                                Since since) {
  std::optional<Instant> first;
  for (const Listed& listed : list) {
    if (!is_it(listed)) continue;
    const Instant counts = std::min(since(listed), at);
    first = first ? std::min(*first, counts) : counts;
  }
  return first;
}

// The id of a call event and its reason; an unset id for other events.
std::pair<CallId, RedirectReason> call_of(const Event& event) {
  return std::visit(
      Overload{
          [](const CallQueued& e) { return std::pair(e.call, RedirectReason::other); },
          [](const CallAnswered& e) { return std::pair(e.call, RedirectReason::other); },
          [](const CallAbandoned& e) { return std::pair(e.call, RedirectReason::other); },
          [](const CallRedirected& e) { return std::pair(e.call, e.reason); },
          [](const CallLost& e) { return std::pair(e.call, RedirectReason::other); },
          [](const CallRefused& e) { return std::pair(e.call, RedirectReason::other); },
          [](const CallEnded& e) { return std::pair(e.call, RedirectReason::other); },
          [](const auto&) { return std::pair(CallId{}, RedirectReason::other); },
      },
      event.what);
}

CallbackId callback_of(const Event& event) {
  return std::visit(Overload{
                        [](const CallbackRequested& e) { return e.callback; },
                        [](const CallbackAttempted& e) { return e.callback; },
                        [](const CallbackReached& e) { return e.callback; },
                        [](const CallbackClosed& e) { return e.callback; },
                        [](const auto&) { return CallbackId{}; },
                    },
                    event.what);
}

// The events and snapshots of one source and line.
struct Lane {
  std::vector<Event> events;
  std::vector<Snapshot> snapshots;
};

KeyFacts facts_of(const Lane& lane, CallId id) {
  KeyFacts key;
  for (const Event& event : lane.events) {
    const auto [call, reason] = call_of(event);
    if (call == id) key.facts.push_back({event.at, event.type(), reason, event.coarse});
  }
  for (const Snapshot& snapshot : lane.snapshots) {
    const auto queued = earliest(
        snapshot.calls, snapshot.at, [&](const ListedCall& c) { return c.call == id; },
        [](const ListedCall& c) { return c.queued_at; });
    key.sights.push_back({snapshot.at, queued.has_value()});
    if (queued) key.listings.push_back({snapshot.at, *queued});
  }
  return key;
}

void add_calls(const Lane& lane, Millis lost_after, Instant clock, History& history) {
  std::set<CallId> ids;
  for (const Event& event : lane.events) {
    if (const CallId id = call_of(event).first; id.set()) ids.insert(id);
  }
  for (const Snapshot& snapshot : lane.snapshots) {
    for (const ListedCall& listed : snapshot.calls) ids.insert(listed.call);
  }
  for (const CallId id : ids) walk_key(facts_of(lane, id), lost_after, clock, history);
}

std::optional<Instant> first(const Lane& lane, CallbackId id, EventType type) {
  std::optional<Instant> found;
  for (const Event& event : lane.events) {
    if (event.type() != type || callback_of(event) != id) continue;
    found = found ? std::min(*found, event.at) : event.at;
  }
  return found;
}

std::optional<Instant> first_listed(const Lane& lane, CallbackId id) {
  std::optional<Instant> found;
  for (const Snapshot& snapshot : lane.snapshots) {
    const auto listed = earliest(
        snapshot.callbacks, snapshot.at, [&](const ListedCallback& c) { return c.callback == id; },
        [](const ListedCallback& c) { return c.requested_at; });
    if (listed) found = found ? std::min(*found, *listed) : *listed;
  }
  return found;
}

void add_callback(const Lane& lane, CallbackId id, History& history) {
  auto requested = first(lane, id, EventType::callback_requested);
  if (!requested) requested = first_listed(lane, id);
  if (!requested) return;  // orphans

  Callback callback{.requested = *requested};
  const auto attempted = first(lane, id, EventType::callback_attempted);
  const auto reached = first(lane, id, EventType::callback_reached);
  const auto closed = first(lane, id, EventType::callback_closed);
  if (reached && (!closed || *reached <= *closed)) {
    callback.reached = reached;
  } else {
    callback.closed = closed;
  }
  const auto end = callback.reached ? callback.reached : callback.closed;
  for (const auto& attempt : {attempted, reached}) {
    if (!attempt || (end && *attempt > *end)) continue;
    callback.attempted = callback.attempted ? std::min(*callback.attempted, *attempt) : *attempt;
  }
  history.callbacks.push_back(callback);
}

void add_callbacks(const Lane& lane, History& history) {
  std::set<CallbackId> ids;
  for (const Event& event : lane.events) {
    if (const CallbackId id = callback_of(event); id.set()) ids.insert(id);
  }
  for (const Snapshot& snapshot : lane.snapshots) {
    for (const ListedCallback& listed : snapshot.callbacks) ids.insert(listed.callback);
  }
  for (const CallbackId id : ids) add_callback(lane, id, history);
}

// What began in the source's term.
void append(const History& all, const Term& term, History& to) {
  const auto counts = [&](Instant t) { return t >= term.from && t < term.until; };
  for (const Visit& visit : all.visits) {
    if (counts(visit.queued)) to.visits.push_back(visit);
  }
  for (const Instant refused : all.refused) {
    if (counts(refused)) to.refused.push_back(refused);
  }
  for (const Callback& callback : all.callbacks) {
    if (counts(callback.requested)) to.callbacks.push_back(callback);
  }
}

}  // namespace

std::vector<History> histories(std::span<const Event> events, std::span<const LineSettings> lines,
                               Instant now) {
  std::map<SourceId, Instant> latest;
  std::map<std::pair<SourceId, LineId>, Lane> lanes;
  const std::vector<Event> kept = distinct(events);
  for (const Event& event : kept) {
    Instant& at = latest.try_emplace(event.source, event.at).first->second;
    at = std::max(at, event.at);
    if (event.line.set()) lanes[{event.source, event.line}].events.push_back(event);
  }
  for (Snapshot& snapshot : snapshots(kept)) {
    lanes[{snapshot.source, snapshot.line}].snapshots.push_back(std::move(snapshot));
  }
  std::vector<History> out(lines.size());
  for (const auto& [key, lane] : lanes) {
    const auto [source, line] = key;
    const Millis lost_after = lines[line.value].lost_after;
    const Instant own = latest.at(source);
    const Instant clock = now - own >= lost_after ? now : own;
    History all;
    add_calls(lane, lost_after, clock, all);
    add_callbacks(lane, all);
    const auto term = lines[line.value].terms.find(source);
    if (term == lines[line.value].terms.end()) {
      append(all, {}, out[line.value]);
    } else {
      append(all, term->second, out[line.value]);
    }
  }
  return out;
}

}  // namespace jono::engine::reference
