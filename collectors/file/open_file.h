// SPDX-License-Identifier: EUPL-1.2
// One file that was dropped, open for reading.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"

namespace jono::file {

class OpenFile {
 public:
  // Refuses what is no plain file, a link above all.
  [[nodiscard]] static Result<OpenFile> open(const std::filesystem::path& path);
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&&) = delete;
  ~OpenFile();

  struct State {
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    Instant written{};
    std::int64_t written_ns = 0;
    bool operator==(const State&) const = default;
  };
  // As it is now; anybody may have changed it since it was opened.
  [[nodiscard]] State look() const;
  // Whether somebody has it open for writing; where the system does not tell, whether it was
  // written to within `quiet` of `now`.
  [[nodiscard]] bool written_to(Instant now, Millis quiet) const;

  // From its begin to its end, in pieces of one size but for the last; false from `take` ends it.
  [[nodiscard]] Result<void> read(const std::function<bool(std::string_view)>& take) const;

 private:
  explicit OpenFile(int fd, std::filesystem::path path) : fd_(fd), path_(std::move(path)) {}

  int fd_;
  std::filesystem::path path_;
};

}  // namespace jono::file
