// SPDX-License-Identifier: EUPL-1.2
// The one writer: journals a batch, tells that it is durable, applies it, publishes a snapshot.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "daemon/base/clock.h"
#include "daemon/engine/line_record.h"
#include "daemon/engine/live.h"
#include "daemon/engine/open_callback.h"
#include "daemon/event/channel.h"
#include "daemon/event/receipts.h"
#include "daemon/ledger/scope.h"
#include "daemon/ledger/sources.h"
#include "daemon/ledger/stats.h"
#include "daemon/store/history.h"
#include "daemon/store/journal.h"

namespace jono::ledger {

struct Settings {
  std::vector<engine::LineSettings> lines;  // in the order of LineId
  std::vector<SourceSettings> sources;      // in the order of SourceId
  Millis settle_after = std::chrono::hours(1);
  Millis journal_retention = std::chrono::days(35);
};

// Everything a ledger works with; all of it outlives the ledger.
struct Parts {
  const Names& names;
  EpochNames& epochs;
  const Clock& clock;
  store::Journal& journal;
  store::History& history;
  EventChannel& channel;
  Receipts& receipts;
  OwnState& own;
  // Called on the ledger's thread when there is a new snapshot; must not wait.
  std::function<void()> published = {};
  // Runs long work on another thread, at most one at a time, and ends it before the journal is
  // closed. Where it is empty, such work is done at once.
  std::function<void(std::function<void()>)> in_background = {};
};

struct Rebuilt {
  std::uint64_t batches = 0;
  std::uint64_t events = 0;
  bool whole = true;  // the journal begins with the first event; else older rows were kept
};

struct TakenLetters {
  std::uint64_t taken = 0;
  std::uint64_t known = 0;       // in the journal by now, from an earlier time or sent again
  std::uint64_t impossible = 0;  // too little is kept of them, or what they name is not configured
  std::uint64_t ahead = 0;       // still too far in the future
};

enum class Phase : std::uint8_t { recovering, ready, disk_full, stopped, failed };

class Ledger {
 public:
  Ledger(Settings settings, const Parts& parts);

  // Brings back the rows, the checkpoint and the journal's tail. Before run(), on its thread.
  [[nodiscard]] Result<void> recover();

  // Takes deliveries until the channel is closed and empty, then saves a checkpoint. An error means
  // that the journal cannot be trusted to have what was not acknowledged: the process must end.
  [[nodiscard]] Result<void> run();

  // In place of run(), after recover(): derives every row again of which the journal has all, and
  // saves them. `progress` is told the share that is done, 0..1.
  [[nodiscard]] Result<Rebuilt> rebuild(const std::function<void(double)>& progress);
  // Before rebuild(): takes what was refused for its line or its time, and can be taken now, as
  // received now. Doing it twice changes nothing.
  [[nodiscard]] Result<TakenLetters> take_letters();

  // Where the source's collector had got to. After recover() and before its first delivery.
  [[nodiscard]] std::string place(SourceId source) const;

  // One round of run(): waits a moment for deliveries, and deals with those that came.
  [[nodiscard]] Result<void> round();
  // The rows of `line` in [from, to), copied. On run()'s thread.
  [[nodiscard]] std::shared_ptr<const engine::LineRecord> record_now(LineId line, Instant from,
                                                                     Instant to) const;

  // From any thread. Never null once recover() is done.
  [[nodiscard]] std::shared_ptr<const engine::Snapshot> snapshot() const;
  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] Stats stats() const;

  // The same from any thread, while run() runs; waits for its next round. So does the next.
  [[nodiscard]] Result<std::shared_ptr<const engine::LineRecord>> record(LineId line, Instant from,
                                                                         Instant to);
  [[nodiscard]] Result<std::vector<engine::OpenCallback>> open_callbacks(LineId line);

 private:
  void take(Delivery& delivery, Instant now);
  void note_lead(const Delivery& delivery, Instant now);
  void take_event(Event& event, SourceId source, Instant now);
  void gather_places();
  void refuse_future(const Event& event, Instant now);
  void gather(Instant now);
  [[nodiscard]] Result<bool> commit(Instant now);
  [[nodiscard]] Result<bool> try_commit(Instant now);
  void acknowledge();
  void apply(std::span<const Event> events, std::span<const Refusal> refusals, Instant received);
  void tick(Instant now);
  void went_down(SourceId source);
  [[nodiscard]] Result<void> keep_house(Instant now);
  [[nodiscard]] Result<void> prune(Instant now);
  [[nodiscard]] Result<void> save_checkpoint();
  // Corrects the rows of lines that late events were for.
  [[nodiscard]] Result<void> rederive(Instant now);
  [[nodiscard]] Result<void> swap_in(Instant now);
  void end_correction();
  template <class T>
  [[nodiscard]] Result<T> ask(std::function<T()> question);
  void answer();
  void end_as(Phase phase);
  void note_progress();
  void note_size();
  void publish(Instant now);
  [[nodiscard]] std::shared_ptr<const engine::LineSnapshot> line_now(LineId line, Instant now);
  [[nodiscard]] std::vector<engine::SourceStatus> sources_now(Instant now);

  // How it is brought back; see recover.cc, replay_all.cc and checkpoint.cc.
  using Kept = std::optional<store::Checkpoint>;
  Result<Kept> find_checkpoint();
  Result<bool> mend_journal(const Kept& kept);
  Result<void> cut_from(store::BatchId first);
  Result<bool> bring_back(const Kept& kept);
  Result<bool> go_on_from(store::BatchId checkpoint);
  Result<bool> begin_journal(const store::ChainLink& after);
  Result<void> read_tail(store::BatchId from);
  void restore_places();
  void restore_place(store::Place place);
  void begin_received();
  Result<void> load_rows();
  Result<void> load_rows_of(LineId line, engine::LineRows& rows);
  Result<void> replay_all(const Kept& kept);
  void begin_anew();
  [[nodiscard]] Quarter whole_from(LineId line) const;
  Result<void> keep_older_rows(LineId line);
  void take_past(std::string_view state);
  [[nodiscard]] std::string save_connections();
  [[nodiscard]] bool restore(std::string_view state);
  [[nodiscard]] bool restore_connections(std::string_view state, std::string_view& engine_part);

  Settings settings_;
  Parts parts_;
  Sources sources_;
  engine::Live live_;
  std::unique_ptr<engine::Engine> engine_;  // never null; made anew where all is read again

  Scope scope_;
  std::vector<Delivery> deliveries_;
  std::vector<std::optional<Millis>> skews_;
  // Of each source; all but `received` is saved in the transaction of its events.
  struct Known {
    bool ahead = false;          // its clock is, as its events tell
    std::uint64_t received = 0;  // applied, known already or refused: all that it said
    std::uint64_t repeated = 0;  // events that were known before they were journaled
    std::string place;           // the collector's
    std::string saved;
  };
  std::vector<Known> known_;
  store::BatchId saved_;                  // what the last checkpoint holds
  std::optional<Instant> last_received_;  // of the journal's batches, while they are read
  bool forget_repeats_ = false;           // the counters began anew, so these do
  Instant checkpoint_at_ = kNever;
  Instant pruned_at_ = kNever;
  Instant retention_now_{};     // what is kept is as old as this clock says
  Instant looked_at_ = kNever;  // whether the files are in their place
  Instant rederived_ = kNever;
  std::set<LineId> late_lines_;
  struct Correction;
  std::shared_ptr<Correction> correction_;  // of late_lines_, while it is under way
  Instant ticked_ = kNever;
  bool changed_ = true;  // since the last snapshot
  Instant published_ = kNever;
  Instant publish_after_ = kNever;
  std::size_t refresh_next_ = 0;

  std::shared_ptr<const engine::Snapshot> snapshot_;
  mutable std::mutex snapshot_mutex_;
  std::atomic<Phase> phase_ = Phase::recovering;
  Stats stats_;
  mutable std::mutex stats_mutex_;

  std::atomic<bool> recovered_ = false;  // run() will soon answer
  std::mutex asked_mutex_;
  std::deque<std::function<void()>> asked_;
};

}  // namespace jono::ledger
