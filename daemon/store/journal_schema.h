// SPDX-License-Identifier: EUPL-1.2
// The tables of journal.db, and how the file is opened.
#pragma once

#include <SQLiteCpp/Database.h>

#include "daemon/base/result.h"

namespace jono::store {

inline constexpr const char* kJournalFile = "journal.db";

// Makes a connection ready to write: WAL, synced at each commit, checkpointed only when told to.
// An empty file gets its tables; what an earlier run left in the WAL is put into the file, whose
// tail is so written and synced once more. give_up for a file of another program or of a newer
// format.
[[nodiscard]] Result<void> prepare_journal(SQLite::Database& db);

}  // namespace jono::store
