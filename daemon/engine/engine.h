// SPDX-License-Identifier: EUPL-1.2
// The engine: from events to exact rows. Deterministic: reads no clock, does no IO, has no threads
// and does not throw on odd input. Any order of the same events, with any repeats, gives the same
// rows.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "daemon/engine/changes.h"
#include "daemon/engine/hour_row.h"
#include "daemon/engine/lane.h"
#include "daemon/engine/line_rows.h"
#include "daemon/engine/sequence_set.h"

namespace jono::engine {

enum class Admission : std::uint8_t { fresh, duplicate, conflict };

class Engine {
 public:
  // `lines` in the order of LineId; they outlive the engine, and so does `changes` (may be null).
  Engine(std::span<const LineSettings> lines, std::uint32_t sources, Changes* changes);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Takes note of the event's sequence number. Anything but `fresh` must not be applied; an event
  // without a number is always fresh here, and apply() knows it again by its content.
  Admission admit(const Event& event);

  // One admitted event. False when it was known already, so that nothing changed. Agent states and
  // backlog levels only move their source's time.
  bool apply(const Event& event);

  // The wall clock (in replay: the end of time) is `now`. Ages of open visits of lanes that had
  // events, and once a second those of all, are judged anew.
  void advance(Instant now);

  [[nodiscard]] const LineRows& rows(LineId line) const { return rows_[line.value]; }
  [[nodiscard]] std::uint32_t lines() const { return static_cast<std::uint32_t>(lines_.size()); }

  // The latest `at` of the source, and of all sources (kNever: none yet).
  [[nodiscard]] Instant latest(SourceId source) const { return latest_[source.value]; }
  [[nodiscard]] Instant latest() const;

  // Where sequence numbers of the source are missing.
  [[nodiscard]] std::vector<Gap> gaps(SourceId source) const;
  [[nodiscard]] std::size_t keys() const { return store_.size(); }

 private:
  using Ref = KeyStore::Ref;

  [[nodiscard]] Lane& lane(SourceId source, LineId line) {
    return lanes_[source.value * lines_.size() + line.value];
  }
  [[nodiscard]] std::uint32_t lane_number(const Lane& lane) const {
    return static_cast<std::uint32_t>(&lane - lanes_.data());
  }
  [[nodiscard]] Key call_key(const Lane& lane, CallId id) const;
  [[nodiscard]] Key callback_key(const Lane& lane, CallbackId id) const;
  [[nodiscard]] WalkContext context(const Lane& lane) const;
  [[nodiscard]] LineId line_of(const Lane& lane) const;
  [[nodiscard]] SourceId source_of(const Lane& lane) const;
  [[nodiscard]] Instant clock_of(const Lane& lane, Instant now) const;

  bool apply_call(Lane& lane, CallId id, const Fact& fact);
  bool apply_callback(Lane& lane, CallbackId id, const Fact& fact);
  void commit_call(Lane& lane, Ref ref);
  void commit_callback(Lane& lane, Ref ref, const CallbackHistory& before,
                       const CallbackHistory& after);
  void keep_open_visit(Lane& lane, Ref ref);
  void drop_node(Lane& lane, Ref ref);
  void reclock(Lane& lane, Instant clock);

  bool apply_snapshot(const Event& event, const SourceSnapshot& snapshot);
  void act(Lane& lane, const Event& event, const SnapshotBody& body);
  void list_calls(Lane& lane, const Event& event, const SnapshotBody& body,
                  std::span<const Instant> before);
  void miss_calls(Lane& lane, Instant at, const SnapshotBody& body,
                  std::span<const Instant> before);
  void rewalk(Lane& lane, const Key& key, std::span<const Instant> before);
  void list_callbacks(Lane& lane, const Event& event, const SnapshotBody& body);

  std::span<const LineSettings> lines_;
  Changes* changes_;
  std::vector<LineRows> rows_;
  std::vector<Lane> lanes_;
  std::vector<Lane*> touched_;
  std::vector<Instant> latest_;
  std::vector<std::map<EpochId, SequenceSet>> sequences_;
  Instant swept_ = kNever;
  KeyStore store_;
  OpenNodes nodes_;

  // Scratch, kept for its memory.
  Walker walker_;
  Facts facts_;
  CallHistory before_;
  CallHistory after_;
};

}  // namespace jono::engine
