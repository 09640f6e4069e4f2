// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/history.h"

#include <fmt/format.h>

#include <algorithm>

#include "daemon/engine/row_codec.h"
#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

constexpr std::string_view kFile = "history.db";
constexpr int kApplication = 0x6a6f6e68;  // "jonh"
constexpr int kFormat = 1;

constexpr const char* kSchema = R"(
CREATE TABLE quarter(
  line TEXT NOT NULL, quarter INTEGER NOT NULL,
  visits INTEGER NOT NULL,     -- queued less closed in it
  callbacks INTEGER NOT NULL,  -- requested less ended in it
  begins INTEGER NOT NULL,     -- whether the line's rows may begin with it
  row BLOB NOT NULL,
  PRIMARY KEY(line, quarter)) WITHOUT ROWID;
CREATE TABLE checkpoint(
  only INTEGER PRIMARY KEY CHECK(only = 1),
  journal INTEGER NOT NULL, hash BLOB NOT NULL, state BLOB NOT NULL);
)";

std::int64_t number(Quarter quarter) { return quarter.time_since_epoch().count(); }

void bind(SQLite::Statement& statement, int place, std::string_view blob) {
  statement.bind(place, static_cast<const void*>(blob.data()), static_cast<int>(blob.size()));
}

std::string_view blob_of(SQLite::Statement& statement, int column) {
  const SQLite::Column value = statement.getColumn(column);
  return {static_cast<const char*>(value.getBlob()), std::size_t(value.getBytes())};
}

Error damaged(const SQLite::Database& db, std::string_view what) {
  return {Errc::bad_input, fmt::format("{}: {} is damaged", db.getFilename(), what)};
}

}  // namespace

History::History(const std::string& path)
    : db_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0), mark_(path) {}

Result<std::unique_ptr<History>> History::open(const DataDir& dir) {
  return opened(dir, kFile, [](const std::string& path) -> Result<std::unique_ptr<History>> {
    std::unique_ptr<History> out(new History(path));
    if (auto ready = prepare(out->db_, {kSchema, kApplication, kFormat}); !ready)
      return ready.error();
    return out;
  });
}

void History::save_rows(const std::string& line, engine::LineRows& rows) {
  SQLite::Statement insert(db_, "INSERT OR REPLACE INTO quarter VALUES(?,?,?,?,?,?)");
  std::string bytes;
  rows.for_each_changed([&](Quarter quarter, const engine::QuarterRow& row) {
    bytes.clear();
    engine::encode(row, bytes);
    engine::LineRows::Carried own;
    own.pass(row);
    insert.bind(1, line);
    insert.bind(2, number(quarter));
    insert.bind(3, own.visits);
    insert.bind(4, own.callbacks);
    insert.bind(5, own.any ? 1 : 0);
    bind(insert, 6, compressor_.compress(bytes));
    run(insert);
  });
}

Result<void> History::save(const Checkpoint& checkpoint, const Names& names,
                           std::span<engine::LineRows* const> lines) {
  const auto saved = in_transaction(db_, "save the checkpoint", [&] {
    for (std::uint32_t i = 0; i < lines.size(); ++i) save_rows(names.of(LineId{i}), *lines[i]);
    SQLite::Statement insert(db_, "INSERT OR REPLACE INTO checkpoint VALUES(1,?,?,?)");
    insert.bind(1, static_cast<std::int64_t>(checkpoint.journal.id.value));
    const auto& hash = checkpoint.journal.hash;
    bind(insert, 2, {reinterpret_cast<const char*>(hash.data()), hash.size()});
    bind(insert, 3, compressor_.compress(checkpoint.state));
    run(insert);
  });
  if (!saved) return saved;
  for (engine::LineRows* rows : lines) rows->mark_saved();
  return {};
}

Result<std::optional<Checkpoint>> History::checkpoint() {
  return guarded(db_, "read the checkpoint", [&]() -> Result<std::optional<Checkpoint>> {
    SQLite::Statement select(db_, "SELECT journal, hash, state FROM checkpoint");
    if (!select.executeStep()) return std::optional<Checkpoint>();
    Checkpoint out;
    out.journal.id.value = static_cast<std::uint64_t>(select.getColumn(0).getInt64());
    const std::string_view hash = blob_of(select, 1);
    const auto state = decompressor_.decompress(blob_of(select, 2));
    if (hash.size() != out.journal.hash.size() || !state) return damaged(db_, "the checkpoint");
    std::ranges::copy(hash, out.journal.hash.begin());
    out.state = *state;
    return std::optional(std::move(out));
  });
}

Result<void> History::load(std::string_view line, Quarter from, Quarter to,
                           engine::LineRows& rows) {
  return guarded(db_, "read rows", [&]() -> Result<void> {
    SQLite::Statement sums(db_,
                           "SELECT coalesce(sum(visits),0), coalesce(sum(callbacks),0), "
                           "coalesce(max(begins),0) FROM quarter WHERE line=? AND quarter<?");
    sums.bind(1, std::string(line));
    sums.bind(2, number(from));
    sums.executeStep();
    rows.restore({.visits = sums.getColumn(0).getInt64(),
                  .callbacks = sums.getColumn(1).getInt64(),
                  .any = sums.getColumn(2).getInt() != 0});
    SQLite::Statement select(db_,
                             "SELECT quarter, row FROM quarter WHERE line=? AND quarter>=? AND "
                             "quarter<? ORDER BY quarter");
    select.bind(1, std::string(line));
    select.bind(2, number(from));
    select.bind(3, number(to));
    while (select.executeStep()) {
      const Quarter quarter(Quarter::duration(select.getColumn(0).getInt()));
      const auto bytes = decompressor_.decompress(blob_of(select, 1));
      if (!bytes || !engine::decode(*bytes, rows.restore(quarter))) return damaged(db_, "a row");
    }
    return {};
  });
}

}  // namespace jono::store
