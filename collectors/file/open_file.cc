// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/open_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace jono::file {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10U;

Error failed(const std::filesystem::path& path) {
  return {Errc::retry_later,
          fmt::format("{}: cannot be read: {}", path.native(), std::strerror(errno))};
}

}  // namespace

Result<OpenFile> OpenFile::open(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return failed(path);
  OpenFile out(fd, path);
  struct stat info{};
  if (::fstat(fd, &info) != 0) return failed(path);
  if (!S_ISREG(info.st_mode)) {
    return Error{Errc::bad_input, fmt::format("{}: no plain file", path.native())};
  }
  return out;
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

OpenFile::~OpenFile() {
  if (fd_ >= 0) ::close(fd_);
}

OpenFile::State OpenFile::look() const {
  struct stat info{};
  if (::fstat(fd_, &info) != 0) return {};
  const std::int64_t ns = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
  return {.inode = info.st_ino,
          .size = static_cast<std::uint64_t>(info.st_size),
          .written = Instant(Millis(ns / 1'000'000)),
          .written_ns = ns};
}

bool OpenFile::written_to(Instant now, Millis quiet) const {
  // Granted only where nobody writes, and to the owner only. Who opens it meanwhile makes the
  // system tell us: by a signal that does nothing.
  ::fcntl(fd_, F_SETSIG, SIGURG);
  if (::fcntl(fd_, F_SETLEASE, F_RDLCK) == 0) {
    ::fcntl(fd_, F_SETLEASE, F_UNLCK);
    return false;
  }
  if (errno == EAGAIN) return true;
  const Instant written = look().written;
  return written <= now && now - written < quiet;
}

Result<void> OpenFile::read(const std::function<bool(std::string_view)>& take) const {
  std::vector<char> piece(kPiece);
  for (off_t offset = 0;;) {
    std::size_t held = 0;
    while (held < piece.size()) {
      const ssize_t got = ::pread(fd_, piece.data() + held, piece.size() - held, offset);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return failed(path_);
      if (got == 0) break;
      held += static_cast<std::size_t>(got);
      offset += got;
    }
    if (held > 0 && !take({piece.data(), held})) return {};
    if (held < piece.size()) return {};
  }
}

}  // namespace jono::file
