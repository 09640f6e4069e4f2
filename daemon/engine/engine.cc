// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/engine.h"

#include <algorithm>

#include "daemon/base/overload.h"
#include "daemon/engine/prefetch.h"

namespace jono::engine {
namespace {

// The call an event is about, or unset.
CallId call_of(const Event& event) {
  return std::visit(Overload{[](const CallbackRequested&) { return CallId{}; },
                             [](const auto& e) -> CallId {
                               if constexpr (requires { e.call; }) return e.call;
                               return {};
                             }},
                    event.what);
}

CallbackId callback_of(const Event& event) {
  return std::visit(
      [](const auto& e) -> CallbackId {
        if constexpr (requires { e.callback; }) return e.callback;
        return {};
      },
      event.what);
}

// What the rows and listeners need to know of a change, less what did not change.
std::size_t common_visits(const CallHistory& a, const CallHistory& b) {
  const auto differ = std::ranges::mismatch(a.visits, b.visits);
  return std::size_t(differ.in1 - a.visits.begin());
}

}  // namespace

Engine::Engine(std::span<const LineSettings> lines, std::uint32_t sources, Changes* changes,
               std::optional<Millis> settle_after)
    : lines_(lines),
      changes_(changes),
      settle_after_(settle_after),
      lanes_(sources * lines.size()),
      latest_(sources, kNever),
      earliest_(sources, kNever),
      sequences_(sources),
      holes_(sources) {
  rows_.reserve(lines.size());
  for (const LineSettings& line : lines) rows_.emplace_back(line);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    for (const auto& [source, term] : lines[i].terms) lane(source, LineId{i}).term = term;
  }
}

Engine::~Engine() {
  for (Lane& lane : lanes_) {
    lane.waiting.clear();
    lane.missing.clear();
    lane.callbacks.clear();
  }
}

Key Engine::call_key(const Lane& lane, CallId id) const { return {id.bits, lane_number(lane) * 2}; }

Key Engine::callback_key(const Lane& lane, CallbackId id) const {
  return {id.bits, lane_number(lane) * 2 + 1};
}

LineId Engine::line_of(const Lane& lane) const {
  return LineId{lane_number(lane) % static_cast<std::uint32_t>(lines_.size())};
}

SourceId Engine::source_of(const Lane& lane) const {
  return SourceId{lane_number(lane) / static_cast<std::uint32_t>(lines_.size())};
}

WalkContext Engine::context(const Lane& lane) const {
  return {lane.snapshots, lane.clock, lines_[line_of(lane).value].lost_after, lane.term};
}

Instant Engine::latest() const {
  return latest_.empty() ? kNever : *std::ranges::max_element(latest_);
}

Engine::Queue Engine::queue(LineId line) const {
  Queue out;
  for (std::size_t s = 0; s < latest_.size(); ++s) {
    const Lane& lane = lanes_[s * lines_.size() + line.value];
    auto node = lane.waiting.begin();
    std::int64_t lost = 0;
    while (node != lane.waiting.end() &&
           lane.clock - node->since >= lines_[line.value].lost_after) {
      ++node;
      ++lost;
    }
    out.length += std::int64_t(lane.waiting.size()) - lost;
    if (node == lane.waiting.end()) continue;
    out.oldest = std::min(out.oldest.value_or(node->since), node->since);
  }
  return out;
}

Admission Engine::admit(const Event& event) {
  const bool heartbeat = event.type() == EventType::source_heartbeat;
  if (event.seq == 0 || heartbeat || note_number(event.source, event.epoch, event.seq, event.at)) {
    return Admission::fresh;
  }
  const auto fact = fact_of(event);
  if (!fact) return Admission::duplicate;
  const Lane& at = lane(event.source, event.line);
  const CallId call = call_of(event);
  const Ref ref =
      store_.find(call.set() ? call_key(at, call) : callback_key(at, callback_of(event)));
  if (ref == 0) return Admission::conflict;
  store_.load(ref, facts_);
  return std::ranges::binary_search(facts_, *fact) ? Admission::duplicate : Admission::conflict;
}

bool Engine::is_late(const Event& event) const {
  if (settled_.empty() || !event.line.set() || !fact_of(event)) return false;
  const Lane& at = lane(event.source, event.line);
  const CallId call = call_of(event);
  const Key key = call.set() ? call_key(at, call) : callback_key(at, callback_of(event));
  return store_.find(key) == 0 && has_settled(key);
}

void Engine::expect(const Event& event, std::size_t step) const {
  if (!event.line.set()) return;
  const Lane& soon = lane(event.source, event.line);
  const LineRows& rows = rows_[event.line.value];
  const CallId call = call_of(event);
  if (step > 0) rows.expect(step);
  if (step == 1 && call.set()) store_.prefetch_record(call_key(soon, call));
  if (step > 0) return;
  prefetch(&soon, sizeof(soon));
  prefetch(&rows, sizeof(rows));
  prefetch(&lines_[event.line.value], sizeof(LineSettings));
  if (call.set()) store_.prefetch_slot(call_key(soon, call));
}

Applied Engine::apply(const Event& event) {
  if (event.type() == EventType::agent_state) return Applied::fresh;
  Instant& latest = latest_[event.source.value];
  Instant& earliest = earliest_[event.source.value];
  earliest = latest == kNever ? event.at : std::min(earliest, event.at);
  latest = std::max(latest, event.at);
  if (!event.line.set()) return Applied::fresh;
  Lane& at = lane(event.source, event.line);
  if (!at.touched) {
    at.touched = true;
    touched_.push_back(&at);
  }
  Applied result = Applied::fresh;
  if (const auto* snapshot = std::get_if<SourceSnapshot>(&event.what)) {
    apply_snapshot(event, *snapshot);
  } else if (const auto fact = fact_of(event)) {
    const CallId call = call_of(event);
    result =
        call.set() ? apply_call(at, call, *fact) : apply_callback(at, callback_of(event), *fact);
  }
  at.latest = std::max(at.latest, event.at);
  return result;
}

Applied Engine::apply_call(Lane& lane, CallId id, const Fact& fact) {
  const Key key = call_key(lane, id);
  const Ref ref = store_.find(key);
  if (ref == 0 && has_settled(key)) return Applied::late;
  facts_.clear();
  if (ref != 0) store_.load(ref, facts_);
  walker_.walk(facts_, context(lane), before_);
  if (!insert(facts_, fact)) return Applied::duplicate;
  const Ref stored = store_.store(ref, key, facts_);
  if (stored == 0) return Applied::duplicate;
  walker_.walk(facts_, context(lane), after_);
  commit_call(lane, stored);
  return Applied::fresh;
}

// Brings rows, open visits and listeners from before_ to after_.
void Engine::commit_call(Lane& lane, Ref ref) {
  touch(ref, minute_);
  const LineId line = line_of(lane);
  LineRows& rows = rows_[line.value];
  const std::size_t visits = std::max(before_.visits.size(), after_.visits.size());
  for (std::size_t i = common_visits(before_, after_); i < visits; ++i) {
    rows.change(i < before_.visits.size() ? &before_.visits[i] : nullptr,
                i < after_.visits.size() ? &after_.visits[i] : nullptr);
  }
  if (before_.refused != after_.refused) {
    for (const RefusedCall& call : before_.refused) rows.remove(call);
    for (const RefusedCall& call : after_.refused) rows.add(call);
  }
  if (after_.open) {
    keep_open_visit(lane, ref);
  } else {
    drop_node(lane, ref);
  }
  if (after_.requeued && !before_.requeued) lane.requeued.push_back(store_.key(ref));
  if (changes_ == nullptr) return;
  if (before_ != after_) changes_->call_changed(line, before_, after_);
  const int orphans = int(after_.orphans) - int(before_.orphans);
  if (orphans != 0) changes_->orphans_changed(source_of(lane), orphans);
}

void Engine::keep_open_visit(Lane& lane, Ref ref) {
  const Instant queued = after_.visits.back().queued;
  const std::uint32_t number = store_.node(ref);
  if (number != 0) {
    OpenNode& node = nodes_.at(number);
    node.ref = ref;
    if (node.since == queued && node.missing == after_.missing) return;
    drop_node(lane, ref);
  }
  OpenNode& node = nodes_.take();
  node.since = queued;
  node.missing = after_.missing;
  node.ref = ref;
  store_.node(ref) = node.number;
  OpenTree& tree = node.missing ? lane.missing : lane.waiting;
  tree.insert(tree.end(), node);
}

void Engine::drop_node(Lane& lane, Ref ref) {
  const std::uint32_t number = store_.node(ref);
  if (number == 0) return;
  OpenNode& node = nodes_.at(number);
  OpenTree& visits = node.missing ? lane.missing : lane.waiting;
  OpenTree& tree = store_.key(ref).owner % 2 == 0 ? visits : lane.callbacks;
  tree.erase(tree.iterator_to(node));
  nodes_.give_back(node);
  store_.node(ref) = 0;
}

// The source's own latest instant, or the wall clock once the source is lost_after behind it.
Instant Engine::clock_of(const Lane& lane, Instant now) const {
  const Instant latest = latest_[source_of(lane).value];
  const Millis lost_after = lines_[line_of(lane).value].lost_after;
  return latest == kNever || now - latest >= lost_after ? now : latest;
}

void Engine::advance(Instant now) {
  using Minutes = std::chrono::duration<std::uint32_t, std::ratio<60>>;
  minute_ = std::max(minute_, std::chrono::floor<Minutes>(now.time_since_epoch()).count());
  for (Lane* lane : touched_) {
    lane->touched = false;
    reclock(*lane, clock_of(*lane, now));
  }
  touched_.clear();
  const Instant second = std::chrono::floor<std::chrono::seconds>(now);
  if (second <= swept_) return;
  swept_ = second;
  for (Lane& lane : lanes_) {
    if (!lane.waiting.empty()) reclock(lane, clock_of(lane, now));
  }
}

// Visits that are between young enough and lost by one clock but not by the other change.
void Engine::reclock(Lane& lane, Instant clock) {
  const Instant old = lane.clock;
  lane.clock = clock;
  if (old == clock) return;
  const Millis lost_after = lines_[line_of(lane).value].lost_after;
  const Instant from = std::min(old, clock);
  const Instant to = std::max(old, clock) - lost_after;
  for (OpenNode& node : lane.waiting) {
    if (node.since > to) break;
    if (from != kNever && node.since <= from - lost_after) continue;
    store_.load(node.ref, facts_);
    WalkContext then = context(lane);
    then.clock = old;
    walker_.walk(facts_, then, before_);
    walker_.walk(facts_, context(lane), after_);
    commit_call(lane, node.ref);
  }
}

}  // namespace jono::engine
