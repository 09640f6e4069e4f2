// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace jono::store {
namespace {

constexpr int kPrimary = 0xff;  // the rest of an extended code says which kind it is

bool is_sync(int code) { return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC; }

// The system's error behind the last input or output error, 0 if there is none. SQLite does not
// hand one on that came while committing, but the log's file remembers it.
int system_error(const SQLite::Database& db) {
  sqlite3* const handle = db.getHandle();
  if (const int error = ::sqlite3_system_errno(handle); error != 0) return error;
  sqlite3_file* log = nullptr;
  int error = 0;
  ::sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&log));
  if (log != nullptr && log->pMethods != nullptr) {
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  }
  return error;
}

bool may_pass(int code, int system) {
  if (is_sync(code) || code == SQLITE_READONLY_DBMOVED) return false;
  if ((code & kPrimary) == SQLITE_FULL || (code & kPrimary) == SQLITE_READONLY) return true;
  const bool io = (code & kPrimary) == SQLITE_IOERR || (code & kPrimary) == SQLITE_CANTOPEN;
  return io && (system == ENOSPC || system == EDQUOT || system == EROFS);
}

}  // namespace

Error sqlite_error(const SQLite::Database& db, const SQLite::Exception& e, std::string_view doing) {
  const int code = e.getExtendedErrorCode();
  const int system = system_error(db);
  const bool pass = may_pass(code, system);
  std::string what = fmt::format("{}: cannot {}: {}", db.getFilename(), doing, e.what());
  const bool io = (code & kPrimary) == SQLITE_IOERR || (code & kPrimary) == SQLITE_CANTOPEN;
  if ((code & kPrimary) == SQLITE_CANTOPEN && (system == ENOENT || system == 0)) {
    // SQLite has forgotten why: a file beside this one could not be made.
    what += ": check room (df -h), files left (df -i) and rights in its directory";
  } else if (io && system != 0) {
    what += fmt::format(" ({})", std::strerror(system));
  }
  if (pass) what += ": make room on the disk, or make it writable again";
  return {pass ? Errc::retry_later : Errc::give_up, std::move(what)};
}

Result<void> Transactions::run(std::string_view doing, const std::function<void()>& work) {
  try {
    store::run(begin_);
    work();
    store::run(commit_);
    return {};
  } catch (const SQLite::Exception& e) {
    Error error = sqlite_error(db_, e, doing);
    // Fails where SQLite has rolled back by itself.
    db_.tryExec("ROLLBACK");
    return error;
  }
}

Result<void> in_transaction(SQLite::Database& db, std::string_view doing,
                            const std::function<void()>& work) {
  return guarded(db, doing, [&] { return Transactions(db).run(doing, work); });
}

Result<void> prepare(SQLite::Database& db, const FileKind& kind) {
  return guarded(db, "prepare", [&]() -> Result<void> {
    const int format = db.execAndGet("PRAGMA user_version").getInt();
    if (format > kind.format) {
      return Error{Errc::give_up,
                   fmt::format("{}: is of format {}, and this version knows {}: install the newer "
                               "version again",
                               db.getFilename(), format, kind.format)};
    }
    db.exec("PRAGMA journal_mode=WAL");
    db.exec("PRAGMA synchronous=FULL");
    if (format == kind.format) return {};
    return in_transaction(db, "make the tables", [&] {
      db.exec(kind.schema);
      db.exec(fmt::format("PRAGMA application_id={}", kind.application));
      db.exec(fmt::format("PRAGMA user_version={}", kind.format));
    });
  });
}

}  // namespace jono::store
