// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/journal_reader.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string>

#include "daemon/store/journal_rows.h"
#include "daemon/store/journal_schema.h"
#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

constexpr int kBusyMs = 5000;
constexpr std::string_view kReading = "read the journal";
constexpr const char* kSelectLetters =
    "SELECT reason, source, seq, type, at, line, length, hashed_id, epoch FROM dead_letter ";

std::int64_t number(BatchId id) { return static_cast<std::int64_t>(id.value); }

BatchId id_of(const SQLite::Column& column) {
  return {static_cast<std::uint64_t>(column.getInt64())};
}

Error broken(const SQLite::Database& db, BatchId id) {
  return {Errc::give_up,
          fmt::format("{}: batch {} does not fit the chain: the file is damaged there",
                      db.getFilename(), id.value)};
}

// The one row, id and hash, of a query; nullopt if it has none.
std::optional<ChainLink> link(SQLite::Statement& rows) {
  if (!rows.executeStep()) return std::nullopt;
  return ChainLink{id_of(rows.getColumn(0)),
                   chain_hash_of(rows.getColumn(1)).value_or(ChainHash{})};
}

}  // namespace

Result<std::unique_ptr<JournalReader>> JournalReader::open(const std::filesystem::path& dir,
                                                           const Names& names, EpochNames& epochs) {
  const std::string file = (dir / kJournalFile).string();
  try {
    constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
    auto db = std::make_unique<SQLite::Database>(file, kFlags, kBusyMs);
    return std::unique_ptr<JournalReader>(new JournalReader(std::move(db), names, epochs));
  } catch (const SQLite::Exception& e) {
    return Error{Errc::give_up, fmt::format("{}: cannot open it to read: {}", file, e.what())};
  }
}

JournalReader::JournalReader(std::unique_ptr<SQLite::Database> db, const Names& names,
                             EpochNames& epochs)
    : JournalReader(*db, names, epochs) {
  own_ = std::move(db);
}

JournalReader::JournalReader(SQLite::Database& db, const Names& names, EpochNames& epochs)
    : db_(db),
      names_(&names),
      epochs_(&epochs),
      decoder_(names, epochs),
      select_refusals_(db, std::string(kSelectLetters) + "WHERE batch = ? ORDER BY number") {}

void JournalReader::interrupt() { ::sqlite3_interrupt(db_.getHandle()); }

Result<void> JournalReader::for_each(BatchId after, const OnBatch& on_batch) {
  return guarded(db_, kReading, [&] {
    SQLite::Statement rows(db_, std::string(kSelectRows) + "WHERE b.id > ? ORDER BY b.id");
    rows.bind(1, number(after));
    return read(rows, on_batch);
  });
}

Result<void> JournalReader::read(SQLite::Statement& rows, const OnBatch& on_batch) {
  while (rows.executeStep()) {
    const StoredRow stored = stored_row(rows);
    const BatchRow& row = stored.row;
    if (!stored.fits()) return broken(db_, row.id);
    const bool known = decoder_.decode(row.blob, row.events);
    read_refusals(row);
    on_batch({row.id, row.received_at, known ? decoder_.events() : std::span<const Event>(),
              refusals_, known ? decoder_.skipped() : row.events});
  }
  return {};
}

void JournalReader::read_refusals(const BatchRow& row) {
  refusals_.clear();
  if (row.refusals == 0) return;
  select_refusals_.tryReset();
  select_refusals_.bind(1, number(row.id));
  while (select_refusals_.executeStep()) {
    refusals_.push_back(stored_refusal(select_refusals_, 0, *names_, *epochs_));
  }
}

Result<void> JournalReader::for_each_letter(const std::function<void(const Refusal&)>& on_letter) {
  return guarded(db_, kReading, [&]() -> Result<void> {
    SQLite::Statement rows(db_, std::string(kSelectLetters) + "ORDER BY batch, number");
    while (rows.executeStep()) on_letter(stored_refusal(rows, 0, *names_, *epochs_));
    return {};
  });
}

Result<ChainLink> JournalReader::anchor() {
  return guarded(db_, kReading, [&]() -> Result<ChainLink> {
    SQLite::Statement rows(db_, "SELECT id, hash FROM anchor");
    return link(rows).value_or(ChainLink{});
  });
}

Result<std::optional<Instant>> JournalReader::begins() {
  return received("SELECT received_at FROM batch ORDER BY id LIMIT 1");
}

Result<std::optional<Instant>> JournalReader::ends() {
  return received("SELECT received_at FROM batch ORDER BY id DESC LIMIT 1");
}

Result<std::optional<Instant>> JournalReader::received(const char* query) {
  return guarded(db_, kReading, [&]() -> Result<std::optional<Instant>> {
    SQLite::Statement rows(db_, query);
    if (!rows.executeStep()) return std::optional<Instant>();
    return std::optional(Instant(Millis(rows.getColumn(0).getInt64())));
  });
}

Result<ChainLink> JournalReader::head() {
  return guarded(db_, kReading, [&]() -> Result<ChainLink> {
    SQLite::Statement rows(db_, "SELECT id, hash FROM batch ORDER BY id DESC LIMIT 1");
    const auto last = link(rows);
    return last ? *last : anchor();
  });
}

Result<std::optional<BatchId>> JournalReader::first_broken(const ChainLink& known) {
  return guarded(db_, kReading, [&]() -> Result<std::optional<BatchId>> {
    const auto start = anchor();
    const auto end = head();
    if (!start) return start.error();
    if (!end) return end.error();
    if (known.id > end->id) return BatchId{end->id.value + 1};
    ChainLink last = *start;
    if (known.id > last.id) {
      SQLite::Statement row(db_, "SELECT id, hash FROM batch WHERE id = ?");
      row.bind(1, number(known.id));
      if (link(row) != known) return known.id;
      last = known;
    }
    SQLite::Statement rows(db_, std::string(kSelectRows) + "WHERE b.id > ? ORDER BY b.id");
    rows.bind(1, number(last.id));
    for (; rows.executeStep(); ++last.id.value) {
      const StoredRow stored = stored_row(rows);
      if (stored.row.id.value != last.id.value + 1) return BatchId{last.id.value + 1};
      if (!stored.fits()) return stored.row.id;
    }
    return std::nullopt;
  });
}

}  // namespace jono::store
