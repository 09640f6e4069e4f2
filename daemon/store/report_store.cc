// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/report_store.h"

#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

constexpr std::string_view kFile = "reports.db";
constexpr int kApplication = 0x6a6f6e72;  // "jonr"
constexpr int kFormat = 1;

constexpr const char* kSchema = R"(
CREATE TABLE report(
  schedule TEXT NOT NULL, period TEXT NOT NULL, made INTEGER NOT NULL,
  ways TEXT NOT NULL, PRIMARY KEY(schedule, period)) WITHOUT ROWID;
CREATE TABLE file(
  schedule TEXT NOT NULL, period TEXT NOT NULL, place INTEGER NOT NULL,
  name TEXT NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(schedule, period, place));
CREATE TABLE delivery(
  schedule TEXT NOT NULL, period TEXT NOT NULL, way TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(schedule, period, way)) WITHOUT ROWID;
)";

std::int64_t number(Instant at) { return at.time_since_epoch().count(); }

void insert_files(SQLite::Database& db, const std::string& schedule, const std::string& period,
                  const std::vector<KeptFile>& files) {
  SQLite::Statement insert(db, "INSERT INTO file VALUES(?,?,?,?,?)");
  for (std::size_t i = 0; i < files.size(); ++i) {
    insert.bind(1, schedule);
    insert.bind(2, period);
    insert.bind(3, static_cast<std::int64_t>(i));
    insert.bind(4, files[i].name);
    insert.bind(5, static_cast<const void*>(files[i].bytes.data()),
                static_cast<int>(files[i].bytes.size()));
    run(insert);
  }
}

}  // namespace

ReportStore::ReportStore(const std::string& path)
    : db_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0) {}

Result<std::unique_ptr<ReportStore>> ReportStore::open(const DataDir& dir) {
  return opened(dir, kFile, [](const std::string& path) -> Result<std::unique_ptr<ReportStore>> {
    std::unique_ptr<ReportStore> out(new ReportStore(path));
    if (auto ready = prepare(out->db_, {kSchema, kApplication, kFormat}); !ready)
      return ready.error();
    return out;
  });
}

Result<bool> ReportStore::made(const std::string& schedule, const std::string& period) {
  return guarded(db_, "look for a report", [&]() -> Result<bool> {
    SQLite::Statement select(db_, "SELECT 1 FROM report WHERE schedule=? AND period=?");
    select.bind(1, schedule);
    select.bind(2, period);
    return select.executeStep();
  });
}

Result<void> ReportStore::keep(const std::string& schedule, const std::string& period,
                               const Kept& report) {
  const auto already = made(schedule, period);
  if (!already) return already.error();
  if (*already) return {};
  return in_transaction(db_, "keep a report", [&] {
    SQLite::Statement insert(db_, "INSERT INTO report VALUES(?,?,?,?)");
    insert.bind(1, schedule);
    insert.bind(2, period);
    insert.bind(3, number(report.made));
    insert.bind(4, report.ways);
    run(insert);
    insert_files(db_, schedule, period, report.files);
  });
}

Result<ReportStore::Kept> ReportStore::read(const std::string& schedule,
                                            const std::string& period) {
  return guarded(db_, "read a report", [&]() -> Result<Kept> {
    Kept out;
    SQLite::Statement head(db_, "SELECT made, ways FROM report WHERE schedule=? AND period=?");
    head.bind(1, schedule);
    head.bind(2, period);
    if (head.executeStep()) {
      out.made = Instant(Millis(head.getColumn(0).getInt64()));
      out.ways = head.getColumn(1).getString();
    }
    SQLite::Statement select(
        db_, "SELECT name, bytes FROM file WHERE schedule=? AND period=? ORDER BY place");
    select.bind(1, schedule);
    select.bind(2, period);
    while (select.executeStep()) {
      out.files.push_back({select.getColumn(0).getString(), select.getColumn(1).getString()});
    }
    return out;
  });
}

Result<bool> ReportStore::delivered(const std::string& schedule, const std::string& period,
                                    const std::string& way) {
  return guarded(db_, "look for a delivery", [&]() -> Result<bool> {
    SQLite::Statement select(db_, "SELECT 1 FROM delivery WHERE schedule=? AND period=? AND way=?");
    select.bind(1, schedule);
    select.bind(2, period);
    select.bind(3, way);
    return select.executeStep();
  });
}

Result<void> ReportStore::note_delivered(const std::string& schedule, const std::string& period,
                                         const std::string& way, Instant now) {
  return in_transaction(db_, "note a delivery", [&] {
    SQLite::Statement insert(db_, "INSERT OR IGNORE INTO delivery VALUES(?,?,?,?)");
    insert.bind(1, schedule);
    insert.bind(2, period);
    insert.bind(3, way);
    insert.bind(4, number(now));
    run(insert);
  });
}

Result<std::vector<std::string>> ReportStore::periods(const std::string& schedule) {
  return guarded(db_, "list reports", [&]() -> Result<std::vector<std::string>> {
    SQLite::Statement select(db_, "SELECT period FROM report WHERE schedule=? ORDER BY made");
    select.bind(1, schedule);
    std::vector<std::string> out;
    while (select.executeStep()) out.push_back(select.getColumn(0).getString());
    return out;
  });
}

Result<void> ReportStore::prune(Instant limit) {
  return in_transaction(db_, "forget what is old", [&] {
    SQLite::Statement forget(db_,
                             "DELETE FROM file WHERE EXISTS(SELECT 1 FROM report r WHERE r.made<? "
                             "AND r.schedule=file.schedule AND r.period=file.period)");
    forget.bind(1, number(limit));
    run(forget);
  });
}

}  // namespace jono::store
