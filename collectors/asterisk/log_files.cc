// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/log_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace jono::asterisk {
namespace {

namespace fs = std::filesystem;

Error failed(const fs::path& path, const char* why) {
  return {Errc::retry_later, fmt::format("cannot read {}: {}", path.native(), why)};
}

constexpr std::string_view kGzip = ".gz";

bool is_rotated(const std::string& name, const std::string& log, bool packed) {
  constexpr std::array<std::string_view, 4> kCompressed = {kGzip, ".xz", ".bz2", ".zst"};
  if (name.size() <= log.size() || !name.starts_with(log)) return false;
  if (name[log.size()] != '.' && name[log.size()] != '-') return false;
  if (packed && name.ends_with(kGzip)) return true;
  return std::ranges::none_of(kCompressed, [&](auto end) { return name.ends_with(end); });
}

std::vector<fs::path> rotated_from(const fs::path& log, bool packed) {
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  const fs::path folder = log.has_parent_path() ? log.parent_path() : fs::path(".");
  std::error_code ignored;
  for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (!is_rotated(entry->path().filename().native(), log.filename().native(), packed)) continue;
    std::error_code gone;
    const auto written = entry->last_write_time(gone);
    if (!gone) found.emplace_back(written, entry->path());
  }
  std::ranges::sort(found);
  std::vector<fs::path> out;
  for (auto& [written, path] : found) out.push_back(std::move(path));
  return out;
}

// A gzip file that is being read.
class Gzip {
 public:
  explicit Gzip(const fs::path& path) : file_(::gzopen(path.c_str(), "re")) {}
  ~Gzip() {
    if (file_ != nullptr) ::gzclose(file_);
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  // Negative: it cannot be read, or its end is missing.
  int read(std::span<char> into) {
    if (file_ == nullptr) return -1;
    const int size = ::gzread(file_, into.data(), static_cast<unsigned>(into.size()));
    int fault = Z_OK;
    ::gzerror(file_, &fault);
    return fault == Z_OK || fault == Z_STREAM_END ? size : -1;
  }

 private:
  gzFile file_;
};

std::uint64_t second_of(std::string_view born) {
  std::uint64_t out = 0;
  std::from_chars(born.data(), born.data() + born.size(), out);
  return out;
}

bool begins_no_earlier(const fs::path& packed, const LogPlace& place) {
  std::array<char, kMostBorn> head{};
  const int size = Gzip(packed).read(head);
  return size > 0 &&
         second_of(born_of({head.data(), static_cast<std::size_t>(size)})) >= second_of(place.born);
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

}  // namespace

Result<OpenLog> OpenLog::open(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return failed(path, std::strerror(errno));
  OpenLog out(fd);
  struct stat info{};
  if (::fstat(fd, &info) != 0) return failed(path, std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return failed(path, "it is no file");
  return out;
}

// Into memory, since callers' numbers are in it, which must not be written anywhere.
Result<OpenLog> OpenLog::unpack(const fs::path& path) {
  Gzip packed(path);
  const int fd = ::memfd_create("queue_log", MFD_CLOEXEC);
  if (fd < 0) return failed(path, std::strerror(errno));
  OpenLog out(fd, true);
  std::vector<char> part(std::size_t{256} << 10U);
  for (std::uint64_t size = 0;;) {
    const int got = packed.read(part);
    if (got < 0) return failed(path, "it is no whole gzip file");
    if (got == 0) return out;
    size += static_cast<std::uint64_t>(got);
    if (size > kMostUnpacked) return failed(path, "it is too large to be unpacked");
    if (!write_all(fd, {part.data(), static_cast<std::size_t>(got)})) {
      return failed(path, std::strerror(errno));
    }
  }
}

OpenLog::OpenLog(OpenLog&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), unpacked_(other.unpacked_) {}

OpenLog& OpenLog::operator=(OpenLog&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(unpacked_, other.unpacked_);
  return *this;
}

OpenLog::~OpenLog() {
  if (fd_ >= 0) ::close(fd_);
}

LogFile OpenLog::look() const {
  struct stat info{};
  if (::fstat(fd_, &info) != 0) return {};
  std::array<char, kMostBorn> head{};
  const auto size = read(0, head);
  return {info.st_ino, static_cast<std::uint64_t>(info.st_size),
          born_of({head.data(), size ? *size : 0}), unpacked_};
}

Result<std::size_t> OpenLog::read(std::uint64_t offset, std::span<char> into) const {
  for (;;) {
    const ssize_t size = ::pread(fd_, into.data(), into.size(), static_cast<off_t>(offset));
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno != EINTR) return Error{Errc::retry_later, std::strerror(errno)};
  }
}

Result<std::vector<OpenLog>> open_logs(const fs::path& path) {
  auto log = OpenLog::open(path);
  if (!log) return log.error();
  std::vector<OpenLog> out;
  for (const fs::path& rotated : rotated_from(path, false)) {
    auto opened = OpenLog::open(rotated);
    if (opened && !opened->look().born.empty()) out.push_back(std::move(*opened));
  }
  out.push_back(std::move(*log));
  return out;
}

Result<std::vector<OpenLog>> open_packed_logs(const fs::path& path, const LogPlace& place) {
  auto log = OpenLog::open(path);
  if (!log) return log.error();
  std::vector<OpenLog> out;
  for (const fs::path& rotated : rotated_from(path, true)) {
    const bool packed = rotated.native().ends_with(kGzip);
    if (packed && !begins_no_earlier(rotated, place)) continue;
    auto opened = packed ? OpenLog::unpack(rotated) : OpenLog::open(rotated);
    if (opened && !opened->look().born.empty()) out.push_back(std::move(*opened));
  }
  out.push_back(std::move(*log));
  return out;
}

}  // namespace jono::asterisk
