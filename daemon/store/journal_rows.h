// SPDX-License-Identifier: EUPL-1.2
// Rows of journal.db as values.
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>

#include "daemon/event/epoch_names.h"
#include "daemon/event/names.h"
#include "daemon/event/refusal.h"
#include "daemon/store/batch.h"
#include "daemon/store/chain.h"

namespace jono::store {

// The columns that stored_row() expects, of the table `batch` as `b`.
inline constexpr const char* kSelectRows =
    "SELECT b.id, b.received_at, b.events, b.refusals, b.earliest_at, b.latest_at, b.lines, b.blob,"
    " b.hash, coalesce((SELECT hash FROM batch WHERE id = b.id - 1),"
    " (SELECT hash FROM anchor WHERE id = b.id - 1)) FROM batch b ";

struct StoredRow {
  BatchRow row;
  ChainHash hash{};
  std::optional<ChainHash> previous;  // of the row before it, or of the anchor

  [[nodiscard]] bool fits() const { return previous && chain_hash(*previous, row) == hash; }
};

// The row a statement stands on. Holds until its next step.
[[nodiscard]] StoredRow stored_row(SQLite::Statement& rows);

// A blob of 32 bytes; nullopt for anything else.
[[nodiscard]] std::optional<ChainHash> chain_hash_of(const SQLite::Column& column);

// Parameters 1 to 9 in the order of the table. `row` and `hash` stay until the statement has run.
void bind_row(SQLite::Statement& insert, const BatchRow& row, const ChainHash& hash);

// A dead letter's columns from `reason` on; what is unset is NULL.
void bind_refusal(SQLite::Statement& insert, int first, const Refusal& refusal, const Names& names,
                  const EpochNames& epochs);
// The same columns, read. A source that is no more is unset.
[[nodiscard]] Refusal stored_refusal(SQLite::Statement& rows, int first, const Names& names,
                                     EpochNames& epochs);

}  // namespace jono::store
