// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "daemon/base/hidden.h"

namespace jono::config {
namespace {

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7f; }

// The length of the UTF-8 sequence at the front of `text`; 0 if there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xc2   ? 0
                             : lead < 0xe0 ? 2
                             : lead < 0xf0 ? 3
                             : lead < 0xf5 ? 4
                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xed && byte(1) >= 0xa0;
  const bool beyond = lead == 0xf4 && byte(1) >= 0x90;
  return overlong || surrogate || beyond ? 0 : length;
}

Place place_of(std::string_view before) {
  const auto line_start = before.rfind('\n');
  const auto lines = std::ranges::count(before, '\n');
  const auto columns = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1);
  return {static_cast<int>(lines) + 1, static_cast<int>(columns) + 1};
}

// The fewest letters to put in, leave out or change; `limit` + 1 when it is more than `limit`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return std::min(row.back(), limit + 1);
}

}  // namespace

std::optional<Fault> first_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    const std::size_t length = sequence_length(text.substr(at));
    if (length == 0) return Fault{place_of(text.substr(0, at)), "not valid UTF-8"};
    const bool hidden = find_hidden(text.substr(at, length)) == 0;
    if (hidden && c != '\t' && c != '\n' && c != '\r') {
      return Fault{place_of(text.substr(0, at)), "a control character"};
    }
    at += length;
  }
  return std::nullopt;
}

std::string printable(std::string_view text) {
  constexpr std::size_t kLongest = 120;
  std::size_t cut = std::min(text.size(), kLongest);
  while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
  std::string out(text.substr(0, cut));
  std::ranges::replace_if(
      out, [](char c) { return is_control(static_cast<unsigned char>(c)); }, '?');
  return text.size() > cut ? out + "…" : out;
}

std::string one_line_of(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

std::string in_quotes(std::string_view text) { return "'" + printable(text) + "'"; }

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known) {
  // Beyond these a suggestion would cost more than it helps.
  constexpr std::size_t kMostKnown = 200;
  constexpr std::size_t kLongestName = 40;
  if (known.size() > kMostKnown || name.size() > kLongestName) return {};
  std::size_t closest = name.size() < 4 ? 1 : 2;
  std::string_view found;
  for (const std::string_view candidate : known) {
    const std::size_t d = distance(name, candidate, closest);
    if (d > closest || (d == closest && !found.empty())) continue;
    closest = d;
    found = candidate;
  }
  return found.empty() ? std::string() : " (did you mean " + in_quotes(found) + "?)";
}

}  // namespace jono::config
