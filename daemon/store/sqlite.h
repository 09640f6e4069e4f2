// SPDX-License-Identifier: EUPL-1.2
// What all our SQLite files have in common: how they are opened, and what their errors mean.
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <functional>
#include <string>
#include <string_view>

#include "daemon/base/result.h"
#include "daemon/store/data_dir.h"

namespace jono::store {

// retry_later when the disk is full or read-only; everything else, a failed sync above all, is
// give_up: what was written is then unknown.
[[nodiscard]] Error sqlite_error(const SQLite::Database& db, const SQLite::Exception& e,
                                 std::string_view doing);

// Runs `work`, which returns a Result, and turns what SQLite throws into an Error.
template <class Work>
[[nodiscard]] auto guarded(const SQLite::Database& db, std::string_view doing, Work work)
    -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& e) {
    return sqlite_error(db, e, doing);
  }
}

// Runs work that returns nothing in one transaction, which is on disk once this returns well, and
// else rolled back. Tells a full disk from a broken one better than guarded() around a
// SQLite::Transaction can, whose rolling back wipes out the system's error.
class Transactions {
 public:
  explicit Transactions(SQLite::Database& db)
      : db_(db), begin_(db, "BEGIN IMMEDIATE"), commit_(db, "COMMIT") {}
  [[nodiscard]] Result<void> run(std::string_view doing, const std::function<void()>& work);

 private:
  SQLite::Database& db_;
  SQLite::Statement begin_;
  SQLite::Statement commit_;
};

// The same for once.
[[nodiscard]] Result<void> in_transaction(SQLite::Database& db, std::string_view doing,
                                          const std::function<void()>& work);

// The marks that a file of ours carries, and the tables of a new one.
struct FileKind {
  const char* schema;
  int application;
  int format;
};
// Makes a new file's tables, in write-ahead mode with full sync; refuses a file of a newer format.
[[nodiscard]] Result<void> prepare(SQLite::Database& db, const FileKind& kind);

// Opens or makes a file of ours: make(path) gives the store, as a Result.
template <class Make>
[[nodiscard]] auto opened(const DataDir& dir, std::string_view name, Make make)
    -> decltype(make(std::string())) {
  // Closed again before SQLite opens it: closing it later would end SQLite's locks, by the rules of
  // POSIX, and another program that only looks at the file would take the log away.
  if (const auto file = dir.open_file(name); !file) return file.error();
  const std::string path = dir.path() / name;
  try {
    return make(path);
  } catch (const SQLite::Exception& e) {
    return Error{Errc::give_up, path + ": cannot be opened: " + e.what()};
  }
}

// Runs a statement that returns no rows, and makes it ready for the next time, come what may.
inline void run(SQLite::Statement& statement) {
  struct Reset {
    SQLite::Statement& statement;
    ~Reset() { statement.tryReset(); }
  } const reset{statement};
  statement.exec();
}

}  // namespace jono::store
