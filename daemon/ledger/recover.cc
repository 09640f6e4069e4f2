// SPDX-License-Identifier: EUPL-1.2
// From the disk back to where the ledger was: rows, checkpoint, and the journal's tail.
#include <spdlog/spdlog.h>

#include "daemon/engine/state.h"
#include "daemon/ledger/ledger.h"

namespace jono::ledger {
Result<void> Ledger::recover() {
  const Instant now = parts_.clock.now();
  sources_.begin(now);
  auto checkpoint = parts_.history.checkpoint();
  if (!checkpoint) return checkpoint.error();
  store::BatchId from;
  if (*checkpoint) {
    if (auto rows = load_rows(); !rows) return rows;
    if (auto state = restore((*checkpoint)->state); !state) return state;
    from = (*checkpoint)->journal.id;
  }
  saved_ = from;
  const auto mended = mend_journal(*checkpoint ? (*checkpoint)->journal : store::ChainLink{});
  if (!mended) return mended.error();
  const auto events = read_tail(from);
  if (!events) return events.error();
  if (auto places = restore_places(); !places) return places;
  for (std::uint32_t s = 0; s < settings_.sources.size(); ++s) {
    for (const EpochId epoch : engine_.epochs(SourceId{s})) {
      parts_.receipts.set(SourceId{s}, {epoch, engine_.highest(SourceId{s}, epoch)});
    }
  }
  spdlog::info("recovered {} calls and callbacks, {} events after the checkpoint", engine_.keys(),
               *events);
  for (std::uint32_t s = 0; s < settings_.sources.size(); ++s) {
    if (sources_.up(SourceId{s})) sources_.heard(SourceId{s}, Link::down, now);
  }
  tick(now);
  changed_ = true;
  publish(now);
  recovered_ = true;
  // Batches that were cut away will have their numbers again.
  return *mended ? save_checkpoint() : Result<void>{};
}

// The journal after `from`, as it was taken when it was written. Returns the number of events.
Result<std::uint64_t> Ledger::read_tail(store::BatchId from) {
  std::uint64_t events = 0;
  const auto read = parts_.journal.reader().for_each(from, [&](const store::StoredBatch& batch) {
    tick(batch.received_at);
    for (const Event& event : batch.events) static_cast<void>(engine_.admit(event));
    for (const Refusal& refusal : batch.refusals) {
      static_cast<void>(engine_.note_refused(refusal, batch.received_at));
    }
    engine_.find_gaps();
    apply(batch.events, batch.refusals, batch.received_at);
    for (const Event& event : batch.events) {
      sources_.heard(event.source, Link::unchanged, batch.received_at);
    }
    events += batch.events.size();
  });
  if (!read) return read.error();
  return events;
}

// True if the journal was broken, and was cut back to its last good row. Sources send again what
// they still have of the rest.
Result<bool> Ledger::mend_journal(store::ChainLink known) {
  if (known.id.value == 0) {
    const auto anchor = parts_.journal.reader().anchor();
    if (!anchor) return anchor.error();
    known = *anchor;
  }
  const auto broken = parts_.journal.reader().first_broken(known);
  if (!broken) return broken.error();
  if (!*broken) return false;
  const store::BatchId last_good{(*broken)->value - 1};
  spdlog::error(
      "journal.db is broken from batch {} on: a copy is kept as journal.db.broken-{}, and "
      "the sources are asked again for what came after",
      (*broken)->value, (*broken)->value);
  if (const auto cut = parts_.journal.cut_after(last_good); !cut) return cut.error();
  return true;
}

Result<void> Ledger::restore_places() {
  auto places = parts_.journal.reader().places();
  if (!places) return places.error();
  for (store::Place& place : *places) {
    if (!place.source.set()) {
      parts_.own.restore(place.bytes);
      continue;
    }
    Known& known = known_[place.source.value];
    ByteReader in(place.bytes);
    known.repeated = in.number<std::uint64_t>();
    known.place = in.rest();
    known.saved = std::move(place.bytes);
  }
  return {};
}

Result<void> Ledger::load_rows() {
  for (std::uint32_t i = 0; i < settings_.lines.size(); ++i) {
    auto done = parts_.history.load(parts_.names.of(LineId{i}), Quarter::min(), Quarter::max(),
                                    engine_.rows(LineId{i}));
    if (!done) return done;
  }
  return {};
}

Result<void> Ledger::restore(std::string_view state) {
  ByteReader in(state);
  const std::string_view connections = in.bytes(in.number<std::uint32_t>());
  if (in.ok() && sources_.restore(connections, parts_.names) &&
      engine::restore_state(in.rest(), engine_, live_, parts_.names, parts_.epochs)) {
    return {};
  }
  return Error{Errc::give_up,
               "the checkpoint in history.db cannot be read: move the file away to have it made "
               "anew from the journal"};
}

Result<void> Ledger::save_checkpoint() {
  store::Checkpoint checkpoint{.journal = parts_.journal.head(), .state = {}};
  std::string connections;
  sources_.save(parts_.names, connections);
  {
    ByteWriter out(checkpoint.state);
    out.number(static_cast<std::uint32_t>(connections.size()));
    out.bytes(connections);
  }
  engine::save_state(engine_, live_, parts_.names, parts_.epochs, checkpoint.state);
  std::vector<engine::LineRows*> rows;
  for (std::uint32_t i = 0; i < engine_.lines(); ++i) rows.push_back(&engine_.rows(LineId{i}));
  if (auto done = parts_.history.save(checkpoint, parts_.names, rows); !done) return done;
  saved_ = checkpoint.journal.id;
  return {};
}

}  // namespace jono::ledger
