// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/log_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace jono::asterisk {
namespace {

namespace fs = std::filesystem;

Error failed(const fs::path& path, const char* why) {
  return {Errc::retry_later, fmt::format("cannot read {}: {}", path.native(), why)};
}

bool is_rotated(const std::string& name, const std::string& log) {
  constexpr std::array<std::string_view, 4> kCompressed = {".gz", ".xz", ".bz2", ".zst"};
  if (name.size() <= log.size() || !name.starts_with(log)) return false;
  if (name[log.size()] != '.' && name[log.size()] != '-') return false;
  return std::ranges::none_of(kCompressed, [&](auto end) { return name.ends_with(end); });
}

std::vector<fs::path> rotated_from(const fs::path& log) {
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  const fs::path folder = log.has_parent_path() ? log.parent_path() : fs::path(".");
  std::error_code ignored;
  for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (!is_rotated(entry->path().filename().native(), log.filename().native())) continue;
    std::error_code gone;
    const auto written = entry->last_write_time(gone);
    if (!gone) found.emplace_back(written, entry->path());
  }
  std::ranges::sort(found);
  std::vector<fs::path> out;
  for (auto& [written, path] : found) out.push_back(std::move(path));
  return out;
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

OpenLog::OpenLog(OpenLog&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

OpenLog& OpenLog::operator=(OpenLog&& other) noexcept {
  std::swap(fd_, other.fd_);
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
          born_of({head.data(), size ? *size : 0})};
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
  for (const fs::path& rotated : rotated_from(path)) {
    auto opened = OpenLog::open(rotated);
    if (opened && !opened->look().born.empty()) out.push_back(std::move(*opened));
  }
  out.push_back(std::move(*log));
  return out;
}

}  // namespace jono::asterisk
