// SPDX-License-Identifier: EUPL-1.2
// What an engine does with the events of callbacks.
#include "daemon/engine/engine.h"

namespace jono::engine {

Applied Engine::apply_callback(Lane& lane, CallbackId id, const Fact& fact) {
  const Key key = callback_key(lane, id);
  const Ref ref = store_.find(key);
  if (ref == 0 && has_settled(key)) return Applied::late;
  facts_.clear();
  if (ref != 0) store_.load(ref, facts_);
  const CallbackHistory before = derive_callback(facts_, lane.term);
  if (!insert(facts_, fact)) return Applied::duplicate;
  const Ref stored = store_.store(ref, key, facts_);
  if (stored == 0) return Applied::duplicate;
  const CallbackHistory after = derive_callback(facts_, lane.term);
  const bool counts = after.callback || after.orphans > 0;
  if (changes_ != nullptr && fact.kind == FactKind::attempted && counts) {
    changes_->callback_attempted(line_of(lane), static_cast<AttemptResult>(fact.reason));
  }
  commit_callback(lane, stored, before, after);
  return Applied::fresh;
}

void Engine::commit_callback(Lane& lane, Ref ref, const CallbackHistory& before,
                             const CallbackHistory& after) {
  touch(ref, minute_);
  const LineId line = line_of(lane);
  if (before.callback != after.callback) {
    if (before.callback) rows_[line.value].remove(*before.callback);
    if (after.callback) rows_[line.value].add(*after.callback);
    if (changes_ != nullptr) changes_->callback_changed(line, before.callback, after.callback);
  }
  if (changes_ != nullptr && before.orphans != after.orphans) {
    changes_->orphans_changed(source_of(lane), int(after.orphans) - int(before.orphans));
  }
  const std::uint32_t number = store_.node(ref);
  if (number != 0) {
    nodes_.at(number).ref = ref;
    if (after.callback && before.callback == after.callback) return;
    drop_node(lane, ref);
  }
  if (after.callback) keep_open_callback(lane, ref, after);
}

void Engine::keep_open_callback(Lane& lane, Ref ref, const CallbackHistory& history) {
  if (history.callback->state != CallbackState::open) return;
  OpenNode& node = nodes_.take();
  node.since = history.callback->requested;
  node.due_end = lines_[line_of(lane).value].calendar.due_end(node.since);
  node.ref = ref;
  node.missing = lane.callbacks_listed >= node.since && history.last_listed < lane.callbacks_listed;
  store_.node(ref) = node.number;
  lane.callbacks.insert(lane.callbacks.end(), node);
}

}  // namespace jono::engine
