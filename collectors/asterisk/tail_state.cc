// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/tail_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace jono::asterisk {
namespace {

constexpr std::string_view kInstant = "0123456789.";

bool same_start(const LogFile& file, const LogPlace& place) {
  return file.size >= place.offset && (place.offset == 0 || file.born == place.born);
}

// The number up to the next blank, which is taken too.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end == text.data() + text.size() || *end != ' ') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return out;
}

}  // namespace

std::string born_of(std::string_view head) {
  return std::string(head.substr(0, head.find_first_not_of(kInstant)));
}

std::string print_place(const LogPlace& place) {
  return fmt::format("{} {} {}", place.inode, place.offset, place.born);
}

std::optional<LogPlace> parse_place(std::string_view text) {
  const auto inode = take_number(text);
  if (!inode) return std::nullopt;
  const auto offset = take_number(text);
  if (!offset || text.find_first_not_of(kInstant) != std::string_view::npos) return std::nullopt;
  return LogPlace{*inode, *offset, std::string(text)};
}

TailStep next_step(const LogFile& open, const LogPlace& place, std::uint64_t seen_to,
                   const std::optional<LogFile>& named) {
  if (!same_start(open, place)) return TailStep::start_over;
  if (open.size != std::max(seen_to, place.offset)) return TailStep::read;
  const bool rotated = named && (open.unpacked || named->inode != open.inode);
  return rotated && named->size > 0 ? TailStep::next_file : TailStep::wait;
}

std::optional<std::size_t> find_place(const LogPlace& place, std::span<const LogFile> files) {
  const auto index_of = [&](auto fits) -> std::optional<std::size_t> {
    const auto found = std::ranges::find_if(files, fits);
    if (found == files.end()) return std::nullopt;
    return static_cast<std::size_t>(found - files.begin());
  };
  const auto same =
      index_of([&](const LogFile& f) { return f.inode == place.inode && same_start(f, place); });
  if (same || place.offset == 0) return same;
  return index_of([&](const LogFile& f) { return same_start(f, place); });
}

}  // namespace jono::asterisk
