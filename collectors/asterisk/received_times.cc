// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/received_times.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace jono::asterisk {
namespace {

struct Row {
  std::uint64_t offset;
  std::uint64_t length;
  std::uint64_t nanos;
};

std::string_view take_until(std::string_view& rest, char mark) {
  const std::size_t at = std::min(rest.find(mark), rest.size());
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return part;
}

std::optional<Row> parse_row(std::string_view line) {
  std::array<std::uint64_t, 3> field{};
  for (std::uint64_t& value : field) {
    const std::string_view text = take_until(line, '\t');
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  }
  if (!line.empty() || field[2] > std::uint64_t{INT64_MAX}) return std::nullopt;
  return Row{field[0], field[1], field[2]};
}

}  // namespace

Result<ReceivedTimes> ReceivedTimes::parse(std::string_view tsv) {
  ReceivedTimes out;
  std::uint64_t end = 0;
  for (int number = 1; !tsv.empty(); ++number) {
    std::string_view line = take_until(tsv, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const std::optional<Row> row = parse_row(line);
    if (!row || row->offset < end || row->length > UINT64_MAX - row->offset) {
      return Error{Errc::bad_input, "received times, line " + std::to_string(number) +
                                        ": expected offset, length and nanoseconds, in order"};
    }
    end = row->offset + row->length;
    if (row->length == 0) continue;
    const auto since = std::chrono::nanoseconds(static_cast<std::int64_t>(row->nanos));
    out.chunks_.push_back({end, Instant(std::chrono::floor<Millis>(since))});
  }
  return out;
}

std::optional<Instant> ReceivedTimes::of_message_ending_at(std::uint64_t end) const {
  const auto found = std::ranges::lower_bound(chunks_, end, {}, &Chunk::end);
  if (found == chunks_.end()) return std::nullopt;
  return found->at;
}

}  // namespace jono::asterisk
