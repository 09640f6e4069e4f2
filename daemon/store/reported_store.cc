// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/reported_store.h"

#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

constexpr std::string_view kFile = "reported.db";
constexpr int kApplication = 0x6a6f6e74;  // "jont"
constexpr int kFormat = 1;

constexpr const char* kSchema = R"(
CREATE TABLE figure(
  source TEXT NOT NULL, line TEXT NOT NULL, begin INTEGER NOT NULL, figure TEXT NOT NULL,
  finish INTEGER NOT NULL, value REAL NOT NULL, file TEXT NOT NULL,
  PRIMARY KEY(source, line, begin, figure)) WITHOUT ROWID;
CREATE TABLE change(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, source TEXT NOT NULL, line TEXT NOT NULL,
  begin INTEGER NOT NULL, figure TEXT NOT NULL, finish INTEGER NOT NULL, value REAL NOT NULL,
  file TEXT NOT NULL, finish_before INTEGER NOT NULL, value_before REAL NOT NULL,
  file_before TEXT NOT NULL);
)";

// What is the same is no change, and keeps the name of its first file.
constexpr const char* kNoteChange = R"(
INSERT INTO change(at, source, line, begin, figure, finish, value, file,
                   finish_before, value_before, file_before)
  SELECT ?8, source, line, begin, figure, ?5, ?6, ?7, finish, value, file FROM figure
  WHERE source=?1 AND line=?2 AND begin=?3 AND figure=?4 AND (finish<>?5 OR value<>?6))";
constexpr const char* kKeep = R"(
INSERT INTO figure VALUES(?1,?2,?3,?4,?5,?6,?7)
  ON CONFLICT DO UPDATE SET finish=excluded.finish, value=excluded.value, file=excluded.file
  WHERE finish<>excluded.finish OR value<>excluded.value)";

std::int64_t number(Instant at) { return at.time_since_epoch().count(); }
Instant instant(const SQLite::Column& column) { return Instant(Millis(column.getInt64())); }

void bind(SQLite::Statement& to, const Reported& figure) {
  to.bind(1, figure.source);
  to.bind(2, figure.line);
  to.bind(3, number(figure.from));
  to.bind(4, figure.figure);
  to.bind(5, number(figure.to));
  to.bind(6, figure.value);
  to.bind(7, figure.file);
}

// From seven columns in the order of the table.
Reported figure_at(SQLite::Statement& row, int first) {
  const auto column = [&](int i) { return row.getColumn(first + i); };
  return {.source = column(0).getString(),
          .line = column(1).getString(),
          .from = instant(column(2)),
          .to = instant(column(4)),
          .figure = column(3).getString(),
          .value = column(5).getDouble(),
          .file = column(6).getString()};
}

}  // namespace

ReportedStore::ReportedStore(const std::string& path)
    : db_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0) {}

Result<std::unique_ptr<ReportedStore>> ReportedStore::open(const DataDir& dir) {
  return opened(dir, kFile, [](const std::string& path) -> Result<std::unique_ptr<ReportedStore>> {
    std::unique_ptr<ReportedStore> out(new ReportedStore(path));
    if (auto ready = prepare(out->db_, {kSchema, kApplication, kFormat}); !ready) {
      return ready.error();
    }
    return out;
  });
}

Result<void> ReportedStore::keep(Instant now, std::span<const Reported> figures) {
  return in_transaction(db_, "keep reported figures", [&] {
    SQLite::Statement note(db_, kNoteChange);
    SQLite::Statement insert(db_, kKeep);
    for (const Reported& figure : figures) {
      bind(note, figure);
      note.bind(8, number(now));
      run(note);
      bind(insert, figure);
      run(insert);
    }
  });
}

Result<std::vector<Reported>> ReportedStore::read(const ReportedWish& wish) {
  return guarded(db_, "read reported figures", [&]() -> Result<std::vector<Reported>> {
    SQLite::Statement select(db_,
                             "SELECT source, line, begin, figure, finish, value, file FROM figure "
                             "WHERE (?1='' OR source=?1) AND (?2='' OR line=?2) AND begin>=?3 AND "
                             "begin<?4 ORDER BY source, line, begin, figure LIMIT ?5");
    select.bind(1, wish.source);
    select.bind(2, wish.line);
    select.bind(3, number(wish.from));
    select.bind(4, number(wish.to));
    select.bind(5, static_cast<std::int64_t>(wish.most));
    std::vector<Reported> out;
    while (select.executeStep()) out.push_back(figure_at(select, 0));
    return out;
  });
}

Result<std::vector<ReportedChange>> ReportedStore::changes(std::size_t most) {
  return guarded(db_, "read changed figures", [&]() -> Result<std::vector<ReportedChange>> {
    SQLite::Statement select(db_,
                             "SELECT at, finish_before, value_before, file_before, source, line, "
                             "begin, figure, finish, value, file FROM change ORDER BY id DESC "
                             "LIMIT ?");
    select.bind(1, static_cast<std::int64_t>(most));
    std::vector<ReportedChange> out;
    while (select.executeStep()) {
      out.push_back({.at = instant(select.getColumn(0)),
                     .now = figure_at(select, 4),
                     .to_before = instant(select.getColumn(1)),
                     .value_before = select.getColumn(2).getDouble(),
                     .file_before = select.getColumn(3).getString()});
    }
    return out;
  });
}

}  // namespace jono::store
