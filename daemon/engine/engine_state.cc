// SPDX-License-Identifier: EUPL-1.2
// An engine's memory as bytes, and back. Rows are kept elsewhere: what a call has its part in is
// taken as counted already.
#include "daemon/engine/engine.h"

namespace jono::engine {
namespace {

void put(ByteWriter& out, Instant t) { out.number(std::int64_t{t.time_since_epoch().count()}); }
Instant take_instant(ByteReader& in) { return Instant(Millis(in.number<std::int64_t>())); }

void put(ByteWriter& out, const SequenceSet& set) {
  out.number(static_cast<std::uint32_t>(set.runs().size()));
  for (const auto& [first, run] : set.runs()) {
    out.number(first);
    out.number(run.last);
    put(out, run.first_at);
    put(out, run.last_at);
  }
}

SequenceSet take_sequence(ByteReader& in) {
  SequenceSet::Runs runs;
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const auto first = in.number<std::uint64_t>();
    SequenceSet::Run run{.last = in.number<std::uint64_t>()};
    run.first_at = take_instant(in);
    run.last_at = take_instant(in);
    runs[first] = run;
  }
  SequenceSet out;
  out.restore(std::move(runs));
  return out;
}

// A snapshot of which some parts are still to come.
void put(ByteWriter& out, const SnapshotKey& key, const SnapshotParts& parts) {
  const auto& [epoch, id, at, count] = key;
  out.number(epoch.value);
  out.number(id.bits[0]);
  out.number(id.bits[1]);
  put(out, at);
  out.number(count);
  for (const bool have : parts.have) out.number(static_cast<std::uint8_t>(have));
  out.number(static_cast<std::uint32_t>(parts.all.waiting.size()));
  for (const ListedCall& call : parts.all.waiting) {
    out.number(call.call.bits[0]);
    out.number(call.call.bits[1]);
    put(out, call.queued_at);
  }
  out.number(static_cast<std::uint8_t>(parts.all.callbacks.has_value()));
  if (!parts.all.callbacks) return;
  out.number(static_cast<std::uint32_t>(parts.all.callbacks->size()));
  for (const ListedCallback& callback : *parts.all.callbacks) {
    out.number(callback.callback.bits[0]);
    out.number(callback.callback.bits[1]);
    put(out, callback.requested_at);
  }
}

template <class Listed>
void take_list(ByteReader& in, std::vector<Listed>& out) {
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const auto a = in.number<std::uint64_t>();
    const auto b = in.number<std::uint64_t>();
    out.push_back({{{a, b}}, take_instant(in)});
  }
}

std::pair<SnapshotKey, SnapshotParts> take_parts(ByteReader& in, const Engine::Remap& remap) {
  const auto epoch = in.number<std::uint32_t>();
  SnapshotParts parts;
  parts.all.id.bits[0] = in.number<std::uint64_t>();
  parts.all.id.bits[1] = in.number<std::uint64_t>();
  const Instant at = take_instant(in);
  parts.all.parts = in.number<std::uint32_t>();
  for (std::uint32_t i = 0; i < parts.all.parts && in.ok(); ++i) {
    parts.have.push_back(in.number<std::uint8_t>() != 0);
    parts.missing += parts.have.back() ? 0 : 1;
  }
  take_list(in, parts.all.waiting);
  if (in.number<std::uint8_t>() != 0) take_list(in, parts.all.callbacks.emplace());
  const EpochId now = epoch < remap.epochs.size() ? remap.epochs[epoch] : EpochId{};
  return {SnapshotKey{now, parts.all.id, at, parts.all.parts}, std::move(parts)};
}

void put(ByteWriter& out, const Lane& lane) {
  put(out, lane.clock);
  put(out, lane.latest);
  put(out, lane.callbacks_listed);
  out.number(static_cast<std::uint32_t>(lane.snapshots.size()));
  for (const Instant at : lane.snapshots) put(out, at);
  out.number(static_cast<std::uint32_t>(lane.requeued.size()));
  for (const Key& key : lane.requeued) {
    out.number(key.id[0]);
    out.number(key.id[1]);
  }
  std::uint32_t waiting = 0;
  for (const auto& [key, parts] : lane.parts) waiting += parts.missing > 0 ? 1 : 0;
  out.number(waiting);
  for (const auto& [key, parts] : lane.parts) {
    if (parts.missing > 0) put(out, key, parts);
  }
}

}  // namespace

void Engine::save(ByteWriter& out) const {
  put(out, swept_);
  out.number(minute_);
  for (std::size_t s = 0; s < latest_.size(); ++s) {
    put(out, latest_[s]);
    put(out, earliest_[s]);
    out.number(static_cast<std::uint32_t>(sequences_[s].size()));
    for (const auto& [epoch, set] : sequences_[s]) {
      out.number(epoch.value);
      put(out, set);
    }
  }
  for (const Lane& lane : lanes_) put(out, lane);
  out.number(static_cast<std::uint64_t>(store_.size()));
  store_.for_each([&](Ref ref) {
    const Key key = store_.key(ref);
    const auto packed = store_.packed(ref);
    out.number(key.id[0]);
    out.number(key.id[1]);
    out.number(key.owner);
    out.number(store_.touched(ref));
    out.number(static_cast<std::uint32_t>(packed.size()));
    out.bytes({reinterpret_cast<const char*>(packed.data()), packed.size()});
  });
  out.number(static_cast<std::uint64_t>(settled_.size()));
  for (const auto& [print, minute] : settled_) {
    out.number(print);
    out.number(minute);
  }
}

bool Engine::restore(ByteReader& in, const Remap& remap,
                     const std::function<void(LineId, const CallHistory&)>& restored) {
  swept_ = take_instant(in);
  minute_ = in.number<std::uint32_t>();
  for (const SourceId source : remap.sources) {
    const Instant latest = take_instant(in);
    const Instant earliest = take_instant(in);
    if (source.set()) {
      latest_[source.value] = latest;
      earliest_[source.value] = earliest;
    }
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
      const auto epoch = in.number<std::uint32_t>();
      SequenceSet set = take_sequence(in);
      const EpochId now = epoch < remap.epochs.size() ? remap.epochs[epoch] : EpochId{};
      if (source.set()) sequences_[source.value][now] = std::move(set);
    }
  }
  for (std::uint32_t s = 0; s < holes_.size(); ++s) holes_[s] = holes(SourceId{s});
  for (const SourceId source : remap.sources) {
    for (const LineId line : remap.lines) {
      restore_lane(in, source.set() && line.set() ? &lane(source, line) : nullptr, remap);
    }
  }
  restore_keys(in, remap, restored);
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.ok(); --left) {
    const auto print = in.number<std::uint32_t>();
    settled_[print] = in.number<std::uint32_t>();
  }
  return in.ok();
}

void Engine::restore_lane(ByteReader& in, Lane* lane, const Remap& remap) {
  Lane scratch;
  Lane& to = lane != nullptr ? *lane : scratch;
  to.clock = take_instant(in);
  to.latest = take_instant(in);
  to.callbacks_listed = take_instant(in);
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    to.snapshots.push_back(take_instant(in));
  }
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const auto a = in.number<std::uint64_t>();
    const auto b = in.number<std::uint64_t>();
    if (lane != nullptr) to.requeued.push_back(call_key(*lane, CallId{{a, b}}));
  }
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    to.parts.insert(take_parts(in, remap));
  }
}

void Engine::restore_keys(ByteReader& in, const Remap& remap,
                          const std::function<void(LineId, const CallHistory&)>& restored) {
  const auto lines = static_cast<std::uint32_t>(remap.lines.size());
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.ok(); --left) {
    Key key{};
    key.id[0] = in.number<std::uint64_t>();
    key.id[1] = in.number<std::uint64_t>();
    const auto owner = in.number<std::uint32_t>();
    const auto touched = in.number<std::uint32_t>();
    const std::string_view packed = in.bytes(in.number<std::uint32_t>());
    if (!in.ok() || lines == 0 || owner / 2 / lines >= remap.sources.size()) return in.fail();
    const SourceId source = remap.sources[owner / 2 / lines];
    const LineId line = remap.lines[owner / 2 % lines];
    if (!source.set() || !line.set()) continue;
    Lane& to = lane(source, line);
    key.owner = lane_number(to) * 2 + owner % 2;
    unpack({reinterpret_cast<const unsigned char*>(packed.data()), packed.size()}, facts_);
    const Ref ref = store_.store(0, key, facts_);
    restore_open(to, ref, restored);
    touch(ref, touched);
  }
}

// The node of an open visit or callback, whose facts are in facts_.
void Engine::restore_open(Lane& lane, Ref ref,
                          const std::function<void(LineId, const CallHistory&)>& restored) {
  if (store_.key(ref).owner % 2 == 1) {
    const CallbackHistory history = derive_callback(facts_, lane.term);
    if (history.callback) keep_open_callback(lane, ref, history);
    return;
  }
  walker_.walk(facts_, context(lane), after_);
  if (after_.open) keep_open_visit(lane, ref);
  restored(line_of(lane), after_);
}

}  // namespace jono::engine
