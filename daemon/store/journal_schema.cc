// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/journal_schema.h"

#include <fmt/format.h>

#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

constexpr int kApplication = 0x4a6f6e6f;  // "Jono"
constexpr int kFormat = 1;

// `anchor` is the row before the first one kept. The blob stands last, so that the other columns
// can be read without it.
constexpr const char* kTables = R"sql(
CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  events INTEGER NOT NULL,
  refusals INTEGER NOT NULL,
  earliest_at INTEGER,
  latest_at INTEGER,
  lines TEXT NOT NULL,
  hash BLOB NOT NULL,
  blob BLOB NOT NULL
) STRICT;
CREATE TABLE anchor (
  id INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO anchor VALUES (0, zeroblob(32));
CREATE TABLE place (
  source TEXT PRIMARY KEY,
  batch INTEGER NOT NULL,
  place BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE dead_letter (
  batch INTEGER NOT NULL,
  number INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  source TEXT,
  seq INTEGER NOT NULL,
  type TEXT,
  at INTEGER,
  line TEXT NOT NULL,
  length INTEGER NOT NULL,
  hashed_id BLOB NOT NULL,
  epoch TEXT,
  PRIMARY KEY (batch, number)
) STRICT, WITHOUT ROWID;
)sql";

Error refused(const SQLite::Database& db, std::string_view why) {
  return {Errc::give_up, fmt::format("{}: {}", db.getFilename(), why)};
}

int pragma(SQLite::Database& db, const char* name) {
  return db.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

Result<void> make_tables(SQLite::Database& db) {
  return in_transaction(db, "make the tables", [&] {
    db.exec(kTables);
    db.exec(fmt::format("PRAGMA application_id = {}", kApplication));
    db.exec(fmt::format("PRAGMA user_version = {}", kFormat));
  });
}

Result<void> check_format(SQLite::Database& db) {
  if (pragma(db, "schema_version") == 0) return make_tables(db);
  if (pragma(db, "application_id") != kApplication) {
    return refused(db, "is not a journal of jonovahti: move the file away");
  }
  const int format = pragma(db, "user_version");
  if (format > kFormat) {
    return refused(db, fmt::format("has format {}, and this version of jonovahti knows only up to "
                                   "{}: start the newer version that wrote it",
                                   format, kFormat));
  }
  return {};
}

// Not `locking_mode = EXCLUSIVE`, since this process reads over a second connection; other
// processes are kept out by the data directory's lock.
Result<void> set_up(SQLite::Database& db) {
  if (db.execAndGet("PRAGMA journal_mode = WAL").getString() != "wal") {
    return refused(db, "cannot be set to write-ahead logging: use a local disk");
  }
  db.exec("PRAGMA synchronous = FULL");
  db.exec("PRAGMA wal_autocheckpoint = 0");
  db.exec("PRAGMA secure_delete = ON");
  db.exec("PRAGMA trusted_schema = OFF");
  db.exec("PRAGMA cell_size_check = ON");
  return {};
}

}  // namespace

Result<void> prepare_journal(SQLite::Database& db) {
  return guarded(db, "open the journal", [&]() -> Result<void> {
    if (const auto known = check_format(db); !known) return known;
    if (const auto ready = set_up(db); !ready) return ready;
    if (db.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0) {
      return refused(db, "is in use by another program: stop that first");
    }
    return {};
  });
}

}  // namespace jono::store
