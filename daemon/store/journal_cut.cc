// SPDX-License-Identifier: EUPL-1.2
// What is done once the chain is found broken. Rare, and never on the way of an event.
#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <set>
#include <string>

#include "daemon/store/journal.h"
#include "daemon/store/journal_rows.h"
#include "daemon/store/journal_schema.h"
#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

std::int64_t number(BatchId id) { return static_cast<std::int64_t>(id.value); }

void run_with(SQLite::Database& db, const char* sql, BatchId id) {
  SQLite::Statement statement(db, sql);
  statement.bind(1, number(id));
  statement.exec();
}

// The sources whose place was stored after `last_good`.
std::set<std::string, std::less<>> sources_beyond(SQLite::Database& db, BatchId last_good) {
  std::set<std::string, std::less<>> out;
  SQLite::Statement rows(db, "SELECT source FROM place WHERE batch > ?");
  rows.bind(1, number(last_good));
  while (rows.executeStep()) out.insert(rows.getColumn(0).getString());
  return out;
}

}  // namespace

Result<void> Journal::cut_after(BatchId last_good) {
  if (last_good < head_.id) {
    if (const auto copied = copy_broken(last_good); !copied) return copied;
  }
  const auto cut = in_transaction(*db_, "cut off what is broken", [&] {
    insert_places();
    put_places_back(last_good);
    run_with(*db_, "DELETE FROM batch WHERE id > ?", last_good);
    run_with(*db_, "DELETE FROM dead_letter WHERE batch > ?", last_good);
  });
  if (!cut) return cut;
  if (auto found = find_places(); !found) return found;
  return find_ends();
}

Result<void> Journal::begin_after(const ChainLink& link) {
  const auto begun = in_transaction(*db_, "begin anew", [&] {
    SQLite::Statement update(*db_, "UPDATE anchor SET id = ?, hash = ?");
    update.bind(1, number(link.id));
    update.bind(2, link.hash.data(), static_cast<int>(link.hash.size()));
    update.exec();
  });
  return begun ? find_ends() : begun;
}

Result<void> Journal::copy_broken(BatchId last_good) {
  const std::string name = fmt::format("{}.broken-{}", kJournalFile, last_good.value + 1);
  if (const auto file = dir_.open_file(name); !file) return file.error();
  const std::string path = (dir_.path() / name).string();
  return guarded(*db_, "copy the journal to " + path, [&]() -> Result<void> {
    SQLite::Database copy(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);
    SQLite::Backup(copy, *db_).executeStep();
    return {};
  });
}

// Every batch holds the places it was stored with, so the latest that is good is searched for from
// the end. A source of which nothing is left begins anew: what it sends twice is recognised.
void Journal::put_places_back(BatchId last_good) {
  auto missing = sources_beyond(*db_, last_good);
  run_with(*db_, "DELETE FROM place WHERE batch > ?", last_good);
  EpochNames of_theirs;  // ours are numbered in the order in which they are met
  BatchDecoder decoder(names_, of_theirs);
  SQLite::Statement put(*db_, "INSERT INTO place VALUES (?, ?, ?)");
  SQLite::Statement rows(*db_, std::string(kSelectRows) + "WHERE b.id <= ? ORDER BY b.id DESC");
  rows.bind(1, number(last_good));
  while (!missing.empty() && rows.executeStep()) {
    const BatchRow row = stored_row(rows).row;
    if (!decoder.decode(row.blob, row.events)) continue;
    for (const auto& [source, place] : decoder.places()) {
      const auto it = missing.find(source);
      if (it == missing.end()) continue;
      put.bindNoCopy(1, *it);
      put.bind(2, number(row.id));
      put.bindNoCopy(3, place.data(), static_cast<int>(place.size()));
      run(put);
      missing.erase(it);
    }
  }
}

}  // namespace jono::store
