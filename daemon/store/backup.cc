// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>

#include "daemon/store/sqlite.h"
#include "daemon/store/unique_fd.h"

namespace jono::store {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMs = 5000;

Error failed(const fs::path& path, std::string_view doing) {
  return {Errc::give_up,
          fmt::format("{}: cannot {}: {}", path.string(), doing, std::strerror(errno))};
}

bool sync(const fs::path& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return fd.open() && ::fsync(fd.get()) == 0;
}

// Gone with all that is in it, unless it was kept.
class PartialDir {
 public:
  explicit PartialDir(const fs::path& to) : path_(to.string() + ".part-XXXXXX") {
    made_ = ::mkdtemp(path_.data()) != nullptr;
  }
  ~PartialDir() {
    std::error_code ignored;
    if (made_) fs::remove_all(path_, ignored);
  }
  PartialDir(const PartialDir&) = delete;
  PartialDir& operator=(const PartialDir&) = delete;

  [[nodiscard]] bool made() const { return made_; }
  [[nodiscard]] fs::path path() const { return path_; }
  Result<void> keep_as(const fs::path& to) {
    if (!sync(path_)) return failed(path_, "sync the directory");
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
      return failed(to, "give the backup its name");
    }
    made_ = false;
    return sync(to.parent_path()) ? Result<void>() : failed(to.parent_path(), "sync the directory");
  }

 private:
  std::string path_;
  bool made_ = false;
};

Result<void> copy_database(const fs::path& from, const fs::path& to) {
  const UniqueFd made(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!made.open()) return failed(to, "make the file");
  try {
    SQLite::Database db(from.string(),
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, kBusyMs);
    const auto copied = guarded(db, "copy it to " + to.string(), [&]() -> Result<void> {
      SQLite::Statement copy(db, "VACUUM INTO ?");
      copy.bind(1, to.string());
      copy.exec();
      return {};
    });
    if (!copied) return copied;
  } catch (const SQLite::Exception& e) {
    return Error{Errc::give_up, fmt::format("{}: cannot be opened: {}", from.string(), e.what())};
  }
  return ::fsync(made.get()) == 0 ? Result<void>() : failed(to, "sync the file");
}

}  // namespace

Result<void> back_up(const fs::path& data_dir, const fs::path& to, bool with_journal) {
  std::error_code none;
  if (!to.is_absolute() || to.filename().empty()) {
    return Error{Errc::bad_input,
                 fmt::format("{}: give the new directory's full path", to.string())};
  }
  if (fs::symlink_status(to, none).type() != fs::file_type::not_found) {
    return Error{Errc::bad_input, fmt::format("{}: is there already, or cannot be looked at: name "
                                              "a new directory",
                                              to.string())};
  }
  PartialDir partial(to);
  if (!partial.made()) return failed(to.parent_path(), "make a directory for the backup in it");
  // The journal last, so that it holds all that the checkpoint in history.db goes up to.
  for (const std::string_view name :
       {"history.db", "alerts.db", "reports.db", "reported.db", "journal.db"}) {
    if (name == "journal.db" && !with_journal) continue;
    if (!fs::exists(data_dir / name, none)) continue;
    if (auto copied = copy_database(data_dir / name, partial.path() / name); !copied) return copied;
  }
  return partial.keep_as(to);
}

}  // namespace jono::store
