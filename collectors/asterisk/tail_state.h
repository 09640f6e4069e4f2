// SPDX-License-Identifier: EUPL-1.2
// Which bytes of a growing and rotated log are to be read next. Pure: what the files look like
// comes in.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace jono::asterisk {

// What is seen of a log file. `born` is what its first line begins with: it tells a file from its
// successor where the inode is the same, and knows a copy again.
struct LogFile {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::string born;
  bool unpacked = false;  // out of a compressed one: never the file that is written to
};

// How far a log has been read.
struct LogPlace {
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;  // of the first byte that was not taken
  std::string born;          // empty at offset 0
  bool operator==(const LogPlace&) const = default;
};

inline constexpr std::size_t kMostBorn = 32;

// The instant that a log begins with; `head` is its first kMostBorn bytes, or all it has.
[[nodiscard]] std::string born_of(std::string_view head);

[[nodiscard]] std::string print_place(const LogPlace& place);
[[nodiscard]] std::optional<LogPlace> parse_place(std::string_view text);

enum class TailStep {
  read,        // there is more in the file
  start_over,  // the file was cut, or another one put in its place: it is read from its beginning
  next_file,   // it was rotated away, and nothing more will come into it
  wait,
};

// `open` is the file that is being read, up to `place`; what lies between that and `seen_to` is a
// line without its end. `named` is the file that now has the log's name, if there is one. Who
// writes the log still writes to the old file for a while after a rename, so the old one is only
// done with when the new one has something in it.
[[nodiscard]] TailStep next_step(const LogFile& open, const LogPlace& place, std::uint64_t seen_to,
                                 const std::optional<LogFile>& named);

// Where `place` is, among a log and those it was rotated into, oldest first: the same file if it is
// there, or else a copy of it. nullopt: gone.
[[nodiscard]] std::optional<std::size_t> find_place(const LogPlace& place,
                                                    std::span<const LogFile> files);

}  // namespace jono::asterisk
