// SPDX-License-Identifier: EUPL-1.2
// What an engine does with a source's snapshots: what is listed was queued, what is not listed any
// more is missing.
#include <algorithm>

#include "daemon/engine/engine.h"

namespace jono::engine {
namespace {

std::uint32_t tag_of(const Event& event, const SnapshotBody& body) {
  const std::uint64_t mixed = body.id.bits[0] ^ (event.epoch.value * 0x9e3779b97f4a7c15U) ^
                              (std::uint64_t{body.parts} << 17);
  return static_cast<std::uint32_t>(mixed | 1);
}

Fact listing(const Event& event, const SnapshotBody& body, Instant since) {
  const Instant at = std::min(since, event.at);
  return {at, FactKind::listed, 0, false, false, tag_of(event, body), event.at - at};
}

void join(SnapshotBody& all, const SnapshotBody& part) {
  all.waiting.insert(all.waiting.end(), part.waiting.begin(), part.waiting.end());
  std::ranges::sort(all.waiting);
  if (!part.callbacks) return;
  auto& callbacks = all.callbacks ? *all.callbacks : all.callbacks.emplace();
  callbacks.insert(callbacks.end(), part.callbacks->begin(), part.callbacks->end());
  std::ranges::sort(callbacks);
}

}  // namespace

// A snapshot acts when all its parts are there; another content of a part acts with the rest.
void Engine::apply_snapshot(const Event& event, const SourceSnapshot& snapshot) {
  Lane& at = lane(event.source, event.line);
  const SnapshotBody& body = *snapshot.body;
  if (body.parts == 1) {
    act(at, event, body);
    return;
  }
  SnapshotParts& parts = at.parts[{event.epoch, body.id, event.at, body.parts}];
  if (parts.have.empty()) {
    parts.have.resize(body.parts);
    parts.missing = body.parts;
    parts.all.id = body.id;
    parts.all.parts = body.parts;
  }
  if (!parts.have[body.part - 1]) {
    parts.have[body.part - 1] = true;
    --parts.missing;
  }
  join(parts.all, body);
  if (parts.missing == 0) act(at, event, parts.all);
}

void Engine::act(Lane& lane, const Event& event, const SnapshotBody& body) {
  const auto place = std::ranges::lower_bound(lane.snapshots, event.at);
  const bool known = place != lane.snapshots.end() && *place == event.at;
  const bool late = !known && (place != lane.snapshots.end() || event.at < lane.latest);
  std::vector<Instant> copy;
  if (late) copy = lane.snapshots;
  if (!known) lane.snapshots.insert(place, event.at);
  const std::span<const Instant> all(lane.snapshots);
  const std::span<const Instant> before =
      late ? std::span<const Instant>(copy) : (known ? all : all.first(all.size() - 1));
  list_calls(lane, event, body, before);
  if (!known) miss_calls(lane, event.at, body, before, late);
  if (body.callbacks) list_callbacks(lane, event, body);
}

void Engine::list_calls(Lane& lane, const Event& event, const SnapshotBody& body,
                        std::span<const Instant> before) {
  for (const ListedCall& listed : body.waiting) {
    const Key key = call_key(lane, listed.call);
    const Ref ref = store_.find(key);
    facts_.clear();
    if (ref != 0) store_.load(ref, facts_);
    WalkContext then = context(lane);
    then.snapshots = before;
    walker_.walk(facts_, then, before_);
    insert(facts_, listing(event, body, listed.queued_at));
    const Ref stored = store_.store(ref, key, facts_);
    if (stored == 0) continue;
    walker_.walk(facts_, context(lane), after_);
    commit_call(lane, stored);
  }
}

// Every visit that the new snapshot may mark, each once: `before_` is what the rows hold. Those
// it lists have been walked already.
void Engine::miss_calls(Lane& lane, Instant at, const SnapshotBody& body,
                        std::span<const Instant> before, bool late) {
  std::vector<Key> keys;
  const auto add = [&](const Key& key) {
    const bool listed =
        std::ranges::binary_search(body.waiting, CallId{key.id}, {}, &ListedCall::call);
    if (!listed) keys.push_back(key);
  };
  for (const OpenTree* tree : {&lane.waiting, &lane.missing}) {
    for (const OpenNode& node : *tree) {
      if (node.since > at) break;
      add(store_.key(node.ref));
    }
  }
  if (late) std::ranges::for_each(lane.requeued, add);
  std::ranges::sort(keys);
  const auto twice = std::ranges::unique(keys);
  keys.erase(twice.begin(), twice.end());
  for (const Key& key : keys) rewalk(lane, key, before);
}

void Engine::rewalk(Lane& lane, const Key& key, std::span<const Instant> before) {
  const Ref ref = store_.find(key);
  if (ref == 0) return;
  store_.load(ref, facts_);
  WalkContext then = context(lane);
  then.snapshots = before;
  walker_.walk(facts_, then, before_);
  walker_.walk(facts_, context(lane), after_);
  commit_call(lane, ref);
}

void Engine::list_callbacks(Lane& lane, const Event& event, const SnapshotBody& body) {
  for (const ListedCallback& listed : *body.callbacks) {
    apply_callback(lane, listed.callback, listing(event, body, listed.requested_at));
  }
  if (event.at <= lane.callbacks_listed) return;
  lane.callbacks_listed = event.at;
  for (OpenNode& node : lane.callbacks) {
    const CallbackId id{store_.key(node.ref).id};
    const bool listed =
        std::ranges::binary_search(*body.callbacks, id, {}, &ListedCallback::callback);
    node.missing = node.since <= event.at && !listed;
  }
}

}  // namespace jono::engine
