// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/journal.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "daemon/store/chain.h"
#include "daemon/store/journal_rows.h"
#include "daemon/store/journal_schema.h"
#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

constexpr int kBusyMs = 5000;
constexpr int kCheckpointPages = 1000;
constexpr int kMostPages = 2000;  // in the log: beyond that, appending waits for it to be moved
constexpr int kPruneAtOnce = 1000;
constexpr std::uint64_t kPlacesEvery = 64;  // batches

std::int64_t number(Instant t) { return t.time_since_epoch().count(); }

int on_commit(void* pages, sqlite3*, const char*, int in_log) {
  *static_cast<int*>(pages) = in_log;
  return SQLITE_OK;
}

Result<void> move_log(SQLite::Database& db) {
  return guarded(db, "move the log into the journal", [&]() -> Result<void> {
    sqlite3* const handle = db.getHandle();
    const int code =
        ::sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    // Busy: a reader still needs what the log holds. It will be done next time.
    if (code != SQLITE_OK && code != SQLITE_BUSY) throw SQLite::Exception(handle, code);
    return {};
  });
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const DataDir& dir, const Names& names,
                                               EpochNames& epochs) {
  if (const auto file = dir.open_file(kJournalFile); !file) return file.error();
  const std::string file = (dir.path() / kJournalFile).string();
  try {
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
    auto db = std::make_unique<SQLite::Database>(file, kFlags, kBusyMs);
    if (const auto ready = prepare_journal(*db); !ready) return ready.error();
    auto mover = std::make_unique<SQLite::Database>(file, kFlags, kBusyMs);
    mover->exec("PRAGMA synchronous = FULL");
    std::unique_ptr<Journal> journal(
        new Journal(dir, std::move(db), std::move(mover), names, epochs));
    if (const auto found = journal->find_ends(); !found) return found.error();
    if (const auto found = journal->find_places(); !found) return found.error();
    return journal;
  } catch (const SQLite::Exception& e) {
    return Error{Errc::give_up, fmt::format("{}: cannot open it: {}", file, e.what())};
  }
}

Journal::Journal(const DataDir& dir, std::unique_ptr<SQLite::Database> db,
                 std::unique_ptr<SQLite::Database> mover, const Names& names, EpochNames& epochs)
    : dir_(dir),
      mark_(dir.path() / kJournalFile),
      db_(std::move(db)),
      names_(names),
      epochs_(epochs),
      encoder_(names, epochs),
      reader_(*db_, names, epochs),
      transactions_(*db_),
      insert_batch_(*db_, "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_refusal_(*db_, "INSERT INTO dead_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      upsert_place_(*db_, "INSERT OR REPLACE INTO place VALUES (?, ?, ?)"),
      mover_(std::move(mover)) {
  ::sqlite3_wal_hook(db_->getHandle(), &on_commit, &log_pages_);
}

Result<void> Journal::find_ends() {
  const auto anchor = reader_.anchor();
  if (!anchor) return anchor.error();
  const auto head = reader_.head();
  if (!head) return head.error();
  const auto begins = reader_.begins();
  if (!begins) return begins.error();
  anchor_ = *anchor;
  head_ = *head;
  begins_ = *begins;
  return {};
}

Result<void> Journal::find_places() {
  places_.clear();
  return guarded(*db_, "read the places", [&]() -> Result<void> {
    BatchId last;
    SQLite::Statement rows(*db_, "SELECT source, batch, place FROM place");
    while (rows.executeStep()) {
      const BatchId batch{static_cast<std::uint64_t>(rows.getColumn(1).getInt64())};
      places_[rows.getColumn(0).getString()] = {batch, rows.getColumn(2).getString()};
      last = std::max(last, batch);
    }
    find_places_after(last);
    return {};
  });
}

// Every batch holds the places it was stored with. One that cannot be read is the chain's matter.
void Journal::find_places_after(BatchId last) {
  EpochNames of_theirs;  // ours are numbered in the order in which they are met
  BatchDecoder decoder(names_, of_theirs);
  SQLite::Statement rows(*db_, std::string(kSelectRows) + "WHERE b.id > ? ORDER BY b.id");
  rows.bind(1, static_cast<std::int64_t>(last.value));
  while (rows.tryExecuteStep() == SQLITE_ROW) {
    const BatchRow row = stored_row(rows).row;
    if (!decoder.decode(row.blob, row.events)) continue;
    for (const auto& [source, place] : decoder.places()) {
      places_[std::string(source)] = {row.id, std::string(place)};
    }
  }
}

std::vector<Place> Journal::places() const {
  std::vector<Place> out;
  for (const auto& [name, place] : places_) {
    const SourceId source = names_.source(name);
    if (source.set() || name.empty()) out.push_back({source, place.bytes});
  }
  return out;
}

Result<BatchId> Journal::append(const Batch& batch) {
  const BatchEncoder::Encoded encoded = encoder_.encode(batch);
  BatchRow row;
  row.id.value = head_.id.value + 1;
  row.received_at = batch.received_at;
  row.events = encoded.events;
  row.refusals = static_cast<std::uint32_t>(batch.refusals.size());
  row.earliest_at = encoded.earliest_at;
  row.latest_at = encoded.latest_at;
  row.lines = encoded.lines;
  row.blob = encoded.blob;
  const ChainLink next{row.id, chain_hash(head_.hash, row)};
  for (const Place& place : batch.places) {
    KeptPlace& kept = places_[name_of(place, names_)];
    kept.batch = row.id;
    kept.bytes = place.bytes;
  }
  const bool with_places = row.id.value % kPlacesEvery == 0;
  const auto written = transactions_.run("write a batch", [&] {
    bind_row(insert_batch_, row, next.hash);
    run(insert_batch_);
    insert_refusals(batch, row.id);
    if (with_places) insert_places();
  });
  if (!written) return written.error();
  head_ = next;
  if (!begins_) begins_ = batch.received_at;
  return row.id;
}

void Journal::insert_refusals(const Batch& batch, BatchId id) {
  std::uint32_t count = 0;
  for (const Refusal& refusal : batch.refusals) {
    insert_refusal_.bind(1, static_cast<std::int64_t>(id.value));
    insert_refusal_.bind(2, count++);
    insert_refusal_.bind(3, number(batch.received_at));
    bind_refusal(insert_refusal_, 4, refusal, names_, epochs_);
    run(insert_refusal_);
  }
}

void Journal::insert_places() {
  for (const auto& [source, place] : places_) {
    upsert_place_.bindNoCopy(1, source);
    upsert_place_.bind(2, static_cast<std::int64_t>(place.batch.value));
    upsert_place_.bindNoCopy(3, place.bytes.data(), static_cast<int>(place.bytes.size()));
    run(upsert_place_);
  }
}

// Over its own connection and on another thread, so that nobody waits for it; then here what was
// written meanwhile, so that the log can begin anew.
Result<void> Journal::checkpoint() {
  if (moving_.valid()) {
    const bool waits = log_pages_ >= kMostPages;
    if (!waits && moving_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return {};
    if (auto moved = moving_.get(); !moved) return moved;
    log_pages_ = 0;
    return move_log(*db_);
  }
  if (log_pages_ < kCheckpointPages) return {};
  // Where no thread is to be had, by who waits for it.
  moving_ =
      std::async(std::launch::async | std::launch::deferred, [this] { return move_log(*mover_); });
  return {};
}

Result<Pruned> Journal::prune(Instant batches_before, Instant letters_before) {
  Pruned pruned;
  const auto done = in_transaction(*db_, "prune", [&] {
    pruned.batches = prune_batches(batches_before);
    pruned.letters = prune_letters(letters_before);
    insert_places();  // those of batches that go
  });
  if (!done) return done.error();
  if (const auto found = find_ends(); !found) return found.error();
  pruned.more = pruned.batches == kPruneAtOnce || pruned.letters == kPruneAtOnce;
  return pruned;
}

std::uint64_t Journal::prune_batches(Instant before) {
  SQLite::Statement last(*db_,
                         "SELECT coalesce(min(id), ?1 + 1) - 1 FROM batch WHERE id <= ?1"
                         " AND received_at >= ?2");
  const auto most = anchor_.id.value + kPruneAtOnce;
  last.bind(1, static_cast<std::int64_t>(std::min(most, head_.id.value)));
  last.bind(2, number(before));
  last.executeStep();
  const std::int64_t through = last.getColumn(0).getInt64();
  SQLite::Statement keep(*db_,
                         "UPDATE anchor SET (id, hash) = (SELECT id, hash FROM batch WHERE id = ?1)"
                         " WHERE EXISTS (SELECT 1 FROM batch WHERE id = ?1)");
  keep.bind(1, through);
  keep.exec();
  SQLite::Statement drop(*db_, "DELETE FROM batch WHERE id <= ?");
  drop.bind(1, through);
  return static_cast<std::uint64_t>(drop.exec());
}

std::uint64_t Journal::prune_letters(Instant before) {
  SQLite::Statement drop(*db_,
                         "DELETE FROM dead_letter WHERE (batch, number) IN (SELECT batch, number"
                         " FROM dead_letter WHERE received_at < ? LIMIT ?)");
  drop.bind(1, number(before));
  drop.bind(2, kPruneAtOnce);
  return static_cast<std::uint64_t>(drop.exec());
}

Result<std::unique_ptr<JournalReader>> Journal::open_reader() const {
  return JournalReader::open(dir_.path(), names_, epochs_);
}

std::uint64_t Journal::bytes() const {
  std::uint64_t sum = 0;
  for (const char* end : {"", "-wal"}) {
    std::error_code ignored;
    const auto size =
        std::filesystem::file_size(dir_.path() / (std::string(kJournalFile) + end), ignored);
    if (!ignored) sum += size;
  }
  return sum;
}

}  // namespace jono::store
