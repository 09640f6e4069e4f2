// SPDX-License-Identifier: EUPL-1.2
// From the disk back to where the ledger was: rows, checkpoint, and the journal's tail; or, where
// the checkpoint cannot be used, the journal alone.
#include <spdlog/spdlog.h>

#include "daemon/ledger/ledger.h"

namespace jono::ledger {
namespace {

Error not_of_one_another(store::BatchId at) {
  return {Errc::give_up,
          "journal.db and history.db are of two daemons, or one of them is of another time: at "
          "batch " +
              std::to_string(at.value) +
              " they differ. Put back the file that belongs here, or move history.db away to have "
              "it made anew from the journal"};
}

}  // namespace

Result<void> Ledger::recover() {
  const Instant now = parts_.clock.now();
  note_progress();
  sources_.begin(now);
  const auto kept = find_checkpoint();
  if (!kept) return kept.error();
  const auto mended = mend_journal(*kept);
  if (!mended) return mended.error();
  const auto anew = bring_back(*kept);
  if (!anew) return anew.error();
  restore_places();
  const auto last = parts_.journal.reader().ends();
  if (!last) return last.error();
  retention_now_ = std::min(now, last->value_or(now));
  begin_received();
  for (std::uint32_t s = 0; s < settings_.sources.size(); ++s) {
    for (const EpochId epoch : engine_->epochs(SourceId{s})) {
      parts_.receipts.set(SourceId{s}, {epoch, engine_->highest(SourceId{s}, epoch)});
    }
  }
  spdlog::info("recovered {} calls and callbacks", engine_->keys());
  for (std::uint32_t s = 0; s < settings_.sources.size(); ++s) {
    if (sources_.up(SourceId{s})) sources_.heard(SourceId{s}, Link::down, now);
  }
  tick(now);
  changed_ = true;
  publish(now);
  recovered_ = true;
  // Batches that were cut away will have their numbers again.
  return *mended || *anew ? save_checkpoint() : Result<void>{};
}

Result<std::optional<store::Checkpoint>> Ledger::find_checkpoint() {
  auto kept = parts_.history.checkpoint();
  if (kept || kept.error().code != Errc::bad_input) return kept;
  spdlog::error("{}: everything is read from the journal", kept.error().what);
  return std::optional<store::Checkpoint>();
}

// True if the journal was broken, and was cut back to its last good row. Sources send again what
// they still have of the rest.
Result<bool> Ledger::mend_journal(const std::optional<store::Checkpoint>& kept) {
  store::JournalReader& reader = parts_.journal.reader();
  const auto anchor = reader.anchor();
  if (!anchor) return anchor.error();
  const auto broken = reader.first_broken(kept ? kept->journal : *anchor);
  if (!broken) return broken.error();
  if (!*broken) return false;
  // Then nothing before the known row is certain either.
  const auto itself = reader.first_broken(*anchor);
  if (!itself) return itself.error();
  const store::BatchId first = std::min(**broken, itself->value_or(**broken));
  const bool there = kept && kept->journal.id <= parts_.journal.head().id;
  if (there && first == kept->journal.id && !*itself) return not_of_one_another(first);
  const auto cut = cut_from(first);
  return cut ? Result<bool>(true) : cut.error();
}

Result<void> Ledger::cut_from(store::BatchId first) {
  const store::BatchId last_good{first.value - 1};
  if (last_good < parts_.journal.head().id) {
    spdlog::error(
        "journal.db is broken from batch {} on: a copy is kept as journal.db.broken-{}, and "
        "the sources are asked again for what came after",
        first.value, first.value);
  } else {
    spdlog::error("journal.db ends at batch {}, and history.db had got further", last_good.value);
  }
  return parts_.journal.cut_after(last_good);
}

// True where not all that the checkpoint says holds any longer, so that there must be a new one.
Result<bool> Ledger::bring_back(const std::optional<store::Checkpoint>& kept) {
  const bool ahead = kept && kept->journal.id > parts_.journal.head().id;
  if (kept && (!ahead || parts_.journal.empty())) {
    const auto rows = load_rows();
    if (!rows && rows.error().code != Errc::bad_input) return rows.error();
    if (rows && restore(kept->state)) {
      return ahead ? begin_journal(kept->journal) : go_on_from(kept->journal.id);
    }
    spdlog::error("{}: everything is read from the journal",
                  rows ? "the checkpoint in history.db cannot be read" : rows.error().what);
  }
  // Not all of it may have been looked at yet.
  if (const auto whole = mend_journal({}); !whole) return whole.error();
  if (const auto done = replay_all(kept); !done) return done.error();
  return parts_.journal.head().id.value > 0;
}

Result<bool> Ledger::go_on_from(store::BatchId checkpoint) {
  saved_ = checkpoint;
  const auto read = read_tail(checkpoint);
  return read ? Result<bool>(false) : read.error();
}

// Nothing is left of the journal, as after a backup without it was put back: what history.db holds
// stays, and the journal goes on behind it.
Result<bool> Ledger::begin_journal(const store::ChainLink& after) {
  spdlog::warn("journal.db is empty: it goes on behind batch {} of history.db", after.id.value);
  const auto begun = parts_.journal.begin_after(after);
  if (!begun) return begun.error();
  return true;
}

// The journal after `from`, as it was taken when it was written.
Result<void> Ledger::read_tail(store::BatchId from) {
  return parts_.journal.reader().for_each(from, [&](const store::StoredBatch& batch) {
    note_progress();
    last_received_ = batch.received_at;
    tick(batch.received_at);
    for (const Event& event : batch.events) static_cast<void>(engine_->admit(event));
    for (const Refusal& refusal : batch.refusals) {
      static_cast<void>(engine_->note_refused(refusal, batch.received_at));
    }
    engine_->find_gaps();
    apply(batch.events, batch.refusals, batch.received_at);
    for (const Event& event : batch.events) {
      sources_.heard(event.source, Link::unchanged, batch.received_at);
    }
  });
}

void Ledger::restore_places() {
  for (store::Place& place : parts_.journal.places()) restore_place(std::move(place));
}

void Ledger::restore_place(store::Place place) {
  if (!place.source.set()) return parts_.own.restore(place.bytes);
  Known& known = known_[place.source.value];
  ByteReader in(place.bytes);
  known.repeated = in.number<std::uint64_t>();
  known.place = in.rest();
  known.saved = std::move(place.bytes);
}

// From here on it is counted apart from what becomes of it.
void Ledger::begin_received() {
  for (std::uint32_t s = 0; s < known_.size(); ++s) {
    Known& known = known_[s];
    if (forget_repeats_) known.repeated = 0;
    const engine::SourceCounters& counters = live_.sources()[s];
    known.received = known.repeated + counters.duplicates;
    for (const std::uint64_t count : counters.events) known.received += count;
    for (const std::uint64_t count : counters.rejected) known.received += count;
  }
}

Result<void> Ledger::load_rows() {
  for (std::uint32_t i = 0; i < settings_.lines.size(); ++i) {
    auto done = load_rows_of(LineId{i}, engine_->rows(LineId{i}));
    if (!done) return done;
  }
  return {};
}

Result<void> Ledger::load_rows_of(LineId line, engine::LineRows& rows) {
  return parts_.history.load(parts_.names.of(line), Quarter::min(), Quarter::max(), rows);
}

}  // namespace jono::ledger
