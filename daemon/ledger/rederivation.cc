// SPDX-License-Identifier: EUPL-1.2
#include "daemon/ledger/rederivation.h"

#include <utility>

namespace jono::ledger {

Result<void> Rederivation::read(store::JournalReader& journal, const Taken& taken) {
  return journal.for_each(taken_, [&](const store::StoredBatch& batch) {
    taken_ = batch.id;
    for (const Event& event : batch.events) {
      if (!event.line.set() || of_.contains(event.line)) {
        static_cast<void>(again_.apply(event));
        continue;
      }
      // It still tells how far its source has got.
      Event beat;
      beat.at = event.at;
      beat.source = event.source;
      static_cast<void>(again_.apply(beat));
    }
    if (taken) taken(batch);
  });
}

engine::LineRows Rederivation::take_rows(LineId line, Instant now) {
  again_.advance(now);
  return std::move(again_.rows(line));
}

}  // namespace jono::ledger
