// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/data_dir.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace jono::store {
namespace {

constexpr mode_t kGroupAndOthers = S_IRWXG | S_IRWXO;
constexpr mode_t kWriteForOthers = S_IWGRP | S_IWOTH;

Error refused(const std::filesystem::path& what, std::string_view why) {
  return {Errc::give_up, fmt::format("{}: {}", what.string(), why)};
}

Error failed(const std::filesystem::path& what, std::string_view doing) {
  return refused(what, fmt::format("cannot {}: {}", doing, std::strerror(errno)));
}

// Why this open file or directory is not safely ours; "" if it is.
std::string fault_of(const UniqueFd& fd, mode_t type, mode_t forbidden) {
  struct stat status{};
  if (::fstat(fd.get(), &status) != 0) return std::strerror(errno);
  if ((status.st_mode & S_IFMT) != type) return "is not of the right kind";
  if (status.st_uid != ::geteuid()) return "belongs to another user: chown it to the daemon's";
  if ((status.st_mode & forbidden) != 0) {
    return fmt::format("is open to other users (mode {:04o}): chmod go= it",
                       static_cast<unsigned>(status.st_mode & 07777));
  }
  return {};
}

}  // namespace

FileMark::FileMark(std::filesystem::path path) : path_(std::move(path)), place_(look()) {}

std::optional<FileMark::Place> FileMark::look() const {
  struct stat status{};
  if (::lstat(path_.c_str(), &status) != 0) return std::nullopt;
  return Place{status.st_dev, status.st_ino};
}

Result<void> FileMark::check() const {
  if (look() == place_) return {};
  return refused(path_,
                 "was moved or deleted while it was in use: what comes now would be lost. Put it "
                 "back, or let the daemon begin it anew at its next start");
}

Result<DataDir> DataDir::open(const std::filesystem::path& path) {
  const bool made = ::mkdir(path.c_str(), S_IRWXU) == 0;
  if (!made && errno != EEXIST) return failed(path, "make the data directory");
  UniqueFd self(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!self.open()) return failed(path, "open the data directory");
  const std::string fault = fault_of(self, S_IFDIR, kWriteForOthers);
  if (!fault.empty()) return refused(path, fault);
  DataDir dir(path, std::move(self));
  if (const auto locked = dir.lock(); !locked) return locked.error();
  return dir;
}

Result<void> DataDir::lock() {
  auto file = open_file("lock");
  if (!file) return file.error();
  if (::flock(file->get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return failed(path_ / "lock", "lock the data directory");
    return refused(path_,
                   "another jonovahti is using this data directory: stop it, or configure "
                   "another data_dir");
  }
  lock_ = std::move(*file);
  return {};
}

Result<UniqueFd> DataDir::open_file(std::string_view name) const {
  const std::string file(name);
  constexpr int kFlags = O_RDWR | O_NOFOLLOW | O_CLOEXEC;
  UniqueFd fd(::openat(self_.get(), file.c_str(), kFlags));
  if (!fd.open() && errno == ENOENT) {
    fd =
        UniqueFd(::openat(self_.get(), file.c_str(), kFlags | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR));
    if (fd.open() && ::fsync(self_.get()) != 0) return failed(path_, "sync the directory");
  }
  if (!fd.open()) return failed(path_ / file, "open the file");
  const std::string fault = fault_of(fd, S_IFREG, kGroupAndOthers);
  if (!fault.empty()) return refused(path_ / file, fault);
  return fd;
}

bool DataDir::has(std::string_view name) const {
  struct stat status{};
  return ::fstatat(self_.get(), std::string(name).c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 ||
         errno != ENOENT;
}

Result<void> DataDir::rename(std::string_view from, std::string_view to) const {
  const int self = self_.get();
  if (::renameat(self, std::string(from).c_str(), self, std::string(to).c_str()) != 0) {
    return failed(path_ / from, "rename the file");
  }
  if (::fsync(self) != 0) return failed(path_, "sync the directory");
  return {};
}

}  // namespace jono::store
