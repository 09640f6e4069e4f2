// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/wire_time.h"

#include <cstdint>

namespace jono::asterisk {
namespace {

constexpr std::int64_t kLastSecond = 253'402'300'799;  // 9999-12-31T23:59:59Z
constexpr std::size_t kMaxDigits = 12;                 // so that no sum can overflow
constexpr std::int64_t kMaxWait = 100'000'000;

// The leading digits of `text`, at most `limit` of them; takes them from it.
std::int64_t take_digits(std::string_view& text, std::size_t limit) {
  std::int64_t value = 0;
  std::size_t n = 0;
  while (n < text.size() && n < limit && text[n] >= '0' && text[n] <= '9') {
    value = value * 10 + (text[n] - '0');
    ++n;
  }
  text.remove_prefix(n);
  return value;
}

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

}  // namespace

std::optional<WireTime> parse_wire_time(std::string_view text) {
  if (text.empty() || text[0] == '.') return std::nullopt;
  const std::int64_t seconds = take_digits(text, kMaxDigits);
  if (seconds > kLastSecond) return std::nullopt;
  const Instant second{std::chrono::seconds(seconds)};
  if (text.empty()) return WireTime{second, true};
  if (text[0] != '.' || !all_digits(text.substr(1))) return std::nullopt;
  text.remove_prefix(1);
  std::int64_t millis = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    millis = millis * 10 + (i < text.size() ? text[i] - '0' : 0);
  }
  return WireTime{second + Millis(millis), false};
}

std::optional<std::chrono::seconds> parse_seconds(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::int64_t value = take_digits(text, kMaxDigits);
  if (!text.empty() || value > kMaxWait) return std::nullopt;
  return std::chrono::seconds(value);
}

}  // namespace jono::asterisk
