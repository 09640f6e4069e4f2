// SPDX-License-Identifier: EUPL-1.2
// The directory that holds all that must survive: ours alone, and of one process at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/base/result.h"
#include "daemon/store/unique_fd.h"

namespace jono::store {

// A file of ours, to see whether it still stands where it was opened.
class FileMark {
 public:
  explicit FileMark(std::filesystem::path path);
  // give_up when it was moved or deleted, or another file stands there.
  [[nodiscard]] Result<void> check() const;

 private:
  using Place = std::pair<std::uint64_t, std::uint64_t>;  // device and inode
  [[nodiscard]] std::optional<Place> look() const;

  std::filesystem::path path_;
  std::optional<Place> place_;
};

class DataDir {
 public:
  // Makes the directory (0700) if it is missing, and locks it for as long as this object lives.
  // give_up when another process has it, when it is a link or not ours, or others may write to it.
  [[nodiscard]] static Result<DataDir> open(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // Opens a file of ours for reading and writing, and makes it (0600, empty, synced into the
  // directory) if it is missing. give_up when it is a link, not a plain file, not ours, or open to
  // others.
  [[nodiscard]] Result<UniqueFd> open_file(std::string_view name) const;

  // Whether anything has that name.
  [[nodiscard]] bool has(std::string_view name) const;

  // Gives a file that has been synced its final name, for certain.
  [[nodiscard]] Result<void> rename(std::string_view from, std::string_view to) const;

 private:
  DataDir(std::filesystem::path path, UniqueFd self)
      : path_(std::move(path)), self_(std::move(self)) {}

  [[nodiscard]] Result<void> lock();

  std::filesystem::path path_;
  UniqueFd self_;
  UniqueFd lock_;
};

}  // namespace jono::store
