// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/alert_store.h"

#include <algorithm>
#include <limits>

#include "daemon/store/sqlite.h"

namespace jono::store {
namespace {

constexpr std::string_view kFile = "alerts.db";
constexpr int kApplication = 0x6a6f6e61;  // "jona"
constexpr int kFormat = 1;

constexpr const char* kSchema = R"(
CREATE TABLE state(
  only INTEGER PRIMARY KEY CHECK(only = 1), board BLOB NOT NULL, desk BLOB NOT NULL);
CREATE TABLE notification(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL,
  receiver TEXT NOT NULL, key TEXT NOT NULL, told TEXT NOT NULL,
  result TEXT NOT NULL, answer TEXT NOT NULL);
CREATE INDEX notification_at ON notification(at);
CREATE TABLE audit(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL,
  who TEXT NOT NULL, what TEXT NOT NULL, of TEXT NOT NULL, why TEXT NOT NULL);
CREATE INDEX audit_at ON audit(at);
)";

std::int64_t number(Instant at) { return at.time_since_epoch().count(); }
Instant instant(const SQLite::Column& column) { return Instant(Millis(column.getInt64())); }

void bind(SQLite::Statement& statement, int place, const std::string& blob) {
  statement.bind(place, static_cast<const void*>(blob.data()), static_cast<int>(blob.size()));
}

void insert_notifications(SQLite::Database& db, std::span<const KeptNotification> all) {
  SQLite::Statement insert(db,
                           "INSERT INTO notification(at, receiver, key, told, result, answer) "
                           "VALUES(?,?,?,?,?,?)");
  for (const KeptNotification& one : all) {
    insert.bind(1, number(one.at));
    insert.bind(2, one.receiver);
    insert.bind(3, one.key);
    insert.bind(4, one.told);
    insert.bind(5, one.result);
    insert.bind(6, one.answer);
    run(insert);
  }
}

void insert_audit(SQLite::Database& db, std::span<const AuditEntry> all) {
  SQLite::Statement insert(db, "INSERT INTO audit(at, who, what, of, why) VALUES(?,?,?,?,?)");
  for (const AuditEntry& one : all) {
    insert.bind(1, number(one.at));
    insert.bind(2, one.who);
    insert.bind(3, one.what);
    insert.bind(4, one.of);
    insert.bind(5, one.why);
    run(insert);
  }
}

void bind_range(SQLite::Statement& select, Instant from, Instant to, std::size_t most) {
  constexpr auto kMost = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  select.bind(1, number(from));
  select.bind(2, number(to));
  select.bind(3, static_cast<std::int64_t>(std::min(most, kMost)));
}

}  // namespace

AlertStore::AlertStore(const std::string& path)
    : db_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0) {}

Result<std::unique_ptr<AlertStore>> AlertStore::open(const DataDir& dir) {
  return opened(dir, kFile, [](const std::string& path) -> Result<std::unique_ptr<AlertStore>> {
    std::unique_ptr<AlertStore> out(new AlertStore(path));
    if (auto ready = prepare(out->db_, {kSchema, kApplication, kFormat}); !ready)
      return ready.error();
    return out;
  });
}

Result<KeptAlerts> AlertStore::load() {
  return guarded(db_, "read the alerts", [&]() -> Result<KeptAlerts> {
    SQLite::Statement select(db_, "SELECT board, desk FROM state");
    if (!select.executeStep()) return KeptAlerts{};
    return KeptAlerts{select.getColumn(0).getString(), select.getColumn(1).getString()};
  });
}

Result<void> AlertStore::save(const KeptAlerts& state,
                              std::span<const KeptNotification> notifications,
                              std::span<const AuditEntry> audit) {
  return in_transaction(db_, "save the alerts", [&] {
    SQLite::Statement insert(db_, "INSERT OR REPLACE INTO state VALUES(1,?,?)");
    bind(insert, 1, state.board);
    bind(insert, 2, state.desk);
    run(insert);
    insert_notifications(db_, notifications);
    insert_audit(db_, audit);
  });
}

Result<void> AlertStore::add(const AuditEntry& entry) {
  return in_transaction(db_, "keep who did what", [&] { insert_audit(db_, {&entry, 1}); });
}

Result<std::vector<KeptNotification>> AlertStore::notifications(Instant from, Instant to,
                                                                std::size_t most) {
  return guarded(db_, "read notifications", [&]() -> Result<std::vector<KeptNotification>> {
    SQLite::Statement select(db_,
                             "SELECT at, receiver, key, told, result, answer FROM notification "
                             "WHERE at>=? AND at<? ORDER BY at DESC, id DESC LIMIT ?");
    bind_range(select, from, to, most);
    std::vector<KeptNotification> out;
    while (select.executeStep()) {
      const auto text = [&](int column) { return select.getColumn(column).getString(); };
      out.push_back({instant(select.getColumn(0)), text(1), text(2), text(3), text(4), text(5)});
    }
    return out;
  });
}

Result<std::vector<AuditEntry>> AlertStore::audit(Instant from, Instant to, std::size_t most) {
  return guarded(db_, "read the audit", [&]() -> Result<std::vector<AuditEntry>> {
    SQLite::Statement select(db_,
                             "SELECT at, who, what, of, why FROM audit "
                             "WHERE at>=? AND at<? ORDER BY at DESC, id DESC LIMIT ?");
    bind_range(select, from, to, most);
    std::vector<AuditEntry> out;
    while (select.executeStep()) {
      const auto text = [&](int column) { return select.getColumn(column).getString(); };
      out.push_back({instant(select.getColumn(0)), text(1), text(2), text(3), text(4)});
    }
    return out;
  });
}

Result<void> AlertStore::prune(Instant limit) {
  return in_transaction(db_, "forget what is old", [&] {
    for (const char* sql :
         {"DELETE FROM notification WHERE at<?", "DELETE FROM audit WHERE at<?"}) {
      SQLite::Statement forget(db_, sql);
      forget.bind(1, number(limit));
      run(forget);
    }
  });
}

}  // namespace jono::store
