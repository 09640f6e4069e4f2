// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/values.h"

#include <charconv>
#include <cmath>
#include <string>

#include "collectors/file/text.h"

namespace jono::file {
namespace {

constexpr std::size_t kMostDigits = 15;
constexpr double kMostSeconds = 1e9;

bool digit(char c) { return c >= '0' && c <= '9'; }

// The length of a space that may stand between groups; 0: none stands there.
std::size_t space_at(std::string_view text) {
  if (text.starts_with(' ')) return 1;
  if (text.starts_with("\xc2\xa0")) return 2;
  return text.starts_with("\xe2\x80\xaf") ? 3 : 0;
}

// Takes the digits and groups off the front; false: the groups are not whole.
bool take_whole(std::string_view& text, std::string& digits) {
  std::size_t group = 0;
  bool grouped = false;
  while (!text.empty()) {
    if (digit(text.front())) {
      digits += text.front();
      text.remove_prefix(1);
      ++group;
      continue;
    }
    const std::size_t space = space_at(text);
    if (space == 0) break;
    if (group == 0 || group > 3 || (grouped && group != 3)) return false;
    text.remove_prefix(space);
    grouped = true;
    group = 0;
  }
  return !digits.empty() && (!grouped || group == 3);
}

// Exactly two digits, below 60.
std::optional<int> sixtieth(std::string_view text) {
  if (text.size() != 2 || !digit(text[0]) || !digit(text[1]) || text[0] > '5') return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

std::optional<Millis> clock_duration(std::string_view text) {
  const std::size_t first = text.find(':');
  const std::size_t second = text.find(':', first + 1);
  if (second == text.npos || first == 0 || first > 6) return std::nullopt;
  int hours = 0;
  for (const char c : text.substr(0, first)) {
    if (!digit(c)) return std::nullopt;
    hours = hours * 10 + (c - '0');
  }
  const auto minutes = sixtieth(text.substr(first + 1, second - first - 1));
  const auto seconds = sixtieth(text.substr(second + 1));
  if (!minutes || !seconds) return std::nullopt;
  return std::chrono::hours(hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds);
}

}  // namespace

std::optional<double> parse_number(std::string_view text, Decimal decimal) {
  text = trimmed(text);
  std::string digits;
  if (!take_whole(text, digits)) return std::nullopt;
  if (!text.empty()) {
    if (text.front() != (decimal == Decimal::comma ? ',' : '.') || text.size() == 1) {
      return std::nullopt;
    }
    digits += '.';
    digits += text.substr(1);
    for (const char c : text.substr(1)) {
      if (!digit(c)) return std::nullopt;
    }
  }
  if (digits.size() > kMostDigits) return std::nullopt;
  double out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

std::optional<Millis> parse_duration(std::string_view text, Decimal decimal) {
  text = trimmed(text);
  if (text.find(':') != text.npos) return clock_duration(text);
  const auto seconds = parse_number(text, decimal);
  if (!seconds || *seconds > kMostSeconds) return std::nullopt;
  return Millis(std::llround(*seconds * 1000));
}

}  // namespace jono::file
