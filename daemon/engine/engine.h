// SPDX-License-Identifier: EUPL-1.2
// The engine: from events to exact rows. Deterministic: reads no clock, does no IO, has no threads
// and does not throw on odd input. Any order of the same events, with any repeats, gives the same
// rows.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "daemon/engine/changes.h"
#include "daemon/engine/hour_row.h"
#include "daemon/engine/lane.h"
#include "daemon/engine/line_rows.h"
#include "daemon/engine/sequence_set.h"
#include "daemon/event/bytes.h"
#include "daemon/event/refusal.h"

namespace jono::engine {

enum class Admission : std::uint8_t { fresh, duplicate, conflict };
enum class Applied : std::uint8_t {
  fresh,
  duplicate,  // known already by its content: nothing changed
  late,       // of a call or callback that has settled: nothing changed here
};

class Engine {
 public:
  // `lines` in the order of LineId; they outlive the engine, and so does `changes` (may be null).
  // What has ended and was not touched for `settle_after` is forgotten by settle(); nullopt: never.
  Engine(std::span<const LineSettings> lines, std::uint32_t sources, Changes* changes,
         std::optional<Millis> settle_after);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Takes note of the event's sequence number. Anything but `fresh` must not be applied; an event
  // without a number is always fresh here, and apply() knows it again by its content.
  Admission admit(const Event& event);

  // The number of an event that was refused, so that it is no hole. False when it was known.
  bool note_refused(const Refusal& refusal, Instant received);

  // Takes over what `past`, which has seen more of older times, knows from before `limit`: the
  // numbers below this engine's own of the same epoch, epochs that were left, and what has settled.
  void take_past(const Engine& past, Instant limit);

  // Looks for new holes in the sources' sequences, and new epochs. After a batch has been admitted
  // whole, since its events and refusals need not come in order.
  void find_gaps();

  // One admitted event. Agent states and backlog levels only move their source's time.
  Applied apply(const Event& event);

  // Whether apply() would find `event` late.
  [[nodiscard]] bool is_late(const Event& event) const;

  // Hints that `event` will be applied soon (prefetch.h). No effect but on time.
  void expect(const Event& event, std::size_t step) const;

  // The wall clock (in replay: the end of time) is `now`. Ages of open visits of lanes that had
  // events, and once a second those of all, are judged anew.
  void advance(Instant now);

  // Forgets calls and callbacks that have ended and that nothing has touched for a while, by the
  // clock of advance(). Their part in the rows stays.
  void settle();

  [[nodiscard]] const LineRows& rows(LineId line) const { return rows_[line.value]; }
  [[nodiscard]] LineRows& rows(LineId line) { return rows_[line.value]; }
  [[nodiscard]] const LineSettings& settings(LineId line) const { return lines_[line.value]; }
  [[nodiscard]] std::uint32_t lines() const { return static_cast<std::uint32_t>(lines_.size()); }

  // The latest `at` of the source, and of all sources (kNever: none yet).
  [[nodiscard]] Instant latest(SourceId source) const { return latest_[source.value]; }
  // The earliest `at` of the source (kNever: none yet).
  [[nodiscard]] Instant earliest(SourceId source) const { return earliest_[source.value]; }
  [[nodiscard]] Instant latest() const;

  // The epochs of the source, in the order in which they came up.
  [[nodiscard]] std::vector<EpochId> epochs(SourceId source) const;
  // The highest known number of the epoch; 0: none.
  [[nodiscard]] std::uint64_t highest(SourceId source, EpochId epoch) const;
  // Where sequence numbers of the source are missing.
  [[nodiscard]] std::vector<Gap> gaps(SourceId source) const;
  [[nodiscard]] std::size_t keys() const { return store_.size(); }

  // What a checkpoint holds beside the rows; see state.h.
  struct Remap {  // where its ids point to now; unset: nowhere
    std::vector<LineId> lines;
    std::vector<SourceId> sources;
    std::vector<EpochId> epochs;
  };
  void save(ByteWriter& out) const;
  // Into an engine without events. Tells `restored` of each call; false: not such bytes.
  [[nodiscard]] bool restore(ByteReader& in, const Remap& remap,
                             const std::function<void(LineId, const CallHistory&)>& restored);

  // Who waits on the line now, by the judgement of the last advance().
  struct Queue {
    std::int64_t length = 0;
    std::optional<Instant> oldest{};
  };
  [[nodiscard]] Queue queue(LineId line) const;

  // Calls f(const OpenNode&) for each open callback of the line.
  template <class F>
  void for_each_open_callback(LineId line, F f) const {
    for (std::size_t s = 0; s < latest_.size(); ++s) {
      for (const OpenNode& node : lanes_[s * lines_.size() + line.value].callbacks) f(node);
    }
  }

 private:
  using Ref = KeyStore::Ref;

  [[nodiscard]] Lane& lane(SourceId source, LineId line) {
    return lanes_[source.value * lines_.size() + line.value];
  }
  [[nodiscard]] std::uint32_t lane_number(const Lane& lane) const {
    return static_cast<std::uint32_t>(&lane - lanes_.data());
  }
  [[nodiscard]] const Lane& lane(SourceId source, LineId line) const {
    return lanes_[source.value * lines_.size() + line.value];
  }
  [[nodiscard]] Key call_key(const Lane& lane, CallId id) const;
  [[nodiscard]] Key callback_key(const Lane& lane, CallbackId id) const;
  [[nodiscard]] WalkContext context(const Lane& lane) const;
  [[nodiscard]] LineId line_of(const Lane& lane) const;
  [[nodiscard]] SourceId source_of(const Lane& lane) const;
  [[nodiscard]] Instant clock_of(const Lane& lane, Instant now) const;

  [[nodiscard]] std::size_t holes(SourceId source) const;
  bool note_number(SourceId source, EpochId epoch, std::uint64_t seq, Instant at);
  Applied apply_call(Lane& lane, CallId id, const Fact& fact);
  Applied apply_callback(Lane& lane, CallbackId id, const Fact& fact);
  void touch(Ref ref, std::uint32_t minute);
  void restore_lane(ByteReader& in, Lane* lane, const Remap& remap);
  void restore_keys(ByteReader& in, const Remap& remap,
                    const std::function<void(LineId, const CallHistory&)>& restored);
  void restore_open(Lane& lane, Ref ref,
                    const std::function<void(LineId, const CallHistory&)>& restored);
  bool may_settle(Ref ref);
  [[nodiscard]] bool has_settled(const Key& key) const;
  void commit_call(Lane& lane, Ref ref);
  void commit_callback(Lane& lane, Ref ref, const CallbackHistory& before,
                       const CallbackHistory& after);
  void keep_open_visit(Lane& lane, Ref ref);
  void keep_open_callback(Lane& lane, Ref ref, const CallbackHistory& history);
  void drop_node(Lane& lane, Ref ref);
  void reclock(Lane& lane, Instant clock);

  void apply_snapshot(const Event& event, const SourceSnapshot& snapshot);
  void act(Lane& lane, const Event& event, const SnapshotBody& body);
  void list_calls(Lane& lane, const Event& event, const SnapshotBody& body,
                  std::span<const Instant> before);
  void miss_calls(Lane& lane, Instant at, const SnapshotBody& body, std::span<const Instant> before,
                  bool late);
  void rewalk(Lane& lane, const Key& key, std::span<const Instant> before);
  void list_callbacks(Lane& lane, const Event& event, const SnapshotBody& body);

  std::span<const LineSettings> lines_;
  Changes* changes_;
  std::optional<Millis> settle_after_;
  std::vector<LineRows> rows_;
  std::vector<Lane> lanes_;
  std::vector<Lane*> touched_;
  std::vector<Instant> latest_;
  std::vector<Instant> earliest_;
  std::vector<std::map<EpochId, SequenceSet>> sequences_;
  std::vector<std::size_t> holes_;  // in them, as find_gaps() saw it last
  Instant swept_ = kNever;
  KeyStore store_;
  std::uint32_t minute_ = 1;                                     // of receipt, since the epoch
  using TouchedIn = std::pair<std::uint32_t, std::vector<Key>>;  // by minute
  std::deque<TouchedIn> touched_in_;
  // Fingerprints of what has settled, and the minute it did: a few false ones do no harm.
  std::unordered_map<std::uint32_t, std::uint32_t> settled_;
  std::uint32_t forget_at_ = 0;
  OpenNodes nodes_;

  // Scratch, kept for its memory.
  Walker walker_;
  Facts facts_;
  CallHistory before_;
  CallHistory after_;
};

}  // namespace jono::engine
