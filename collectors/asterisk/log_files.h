// SPDX-License-Identifier: EUPL-1.2
// A log on disk and those it was rotated into.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "collectors/asterisk/tail_state.h"
#include "daemon/base/result.h"

namespace jono::asterisk {

// An open file: it stays the same one whatever becomes of its name.
class OpenLog {
 public:
  // A regular file, for reading.
  [[nodiscard]] static Result<OpenLog> open(const std::filesystem::path& path);
  // The whole of a gzip file, in memory; an error where that is more than kMostUnpacked.
  [[nodiscard]] static Result<OpenLog> unpack(const std::filesystem::path& path);
  static constexpr std::uint64_t kMostUnpacked = std::uint64_t{256} << 20U;
  OpenLog(OpenLog&& other) noexcept;
  OpenLog& operator=(OpenLog&& other) noexcept;
  ~OpenLog();

  [[nodiscard]] LogFile look() const;
  // The bytes at `offset`, as many as fit; none at the end. An error names no file.
  [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const;
  [[nodiscard]] int fd() const { return fd_; }

 private:
  explicit OpenLog(int fd, bool unpacked = false) : fd_(fd), unpacked_(unpacked) {}
  int fd_;
  bool unpacked_;
};

// The log of that name, last, and before it, oldest first, those beside it that it was rotated into
// (queue_log.1, queue_log-20261122) and that are neither compressed nor empty. An error: there is
// no log of that name.
[[nodiscard]] Result<std::vector<OpenLog>> open_logs(const std::filesystem::path& path);

// The same for a place that is in none of those: with the ones that are compressed with gzip by now
// and begin no earlier than the file of `place`, as far as they can be unpacked.
[[nodiscard]] Result<std::vector<OpenLog>> open_packed_logs(const std::filesystem::path& path,
                                                            const LogPlace& place);

}  // namespace jono::asterisk
