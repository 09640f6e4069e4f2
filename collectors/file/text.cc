// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/text.h"

#include <array>
#include <cstdint>

namespace jono::file {
namespace {

// What the bytes 80 to 9F stand for; 0: nothing.
constexpr std::array<std::uint16_t, 32> kWindows = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

void append(std::uint16_t point, std::string& out) {
  const auto byte = [&](unsigned b) { out += static_cast<char>(b); };
  if (point < 0x80) return byte(point);
  if (point < 0x800) {
    byte(0xc0U | (point >> 6U));
    return byte(0x80U | (point & 0x3fU));
  }
  byte(0xe0U | (point >> 12U));
  byte(0x80U | ((point >> 6U) & 0x3fU));
  byte(0x80U | (point & 0x3fU));
}

constexpr std::array<std::string_view, 4> kSpaces = {" ", "\t", "\xc2\xa0", "\xe2\x80\xaf"};

}  // namespace

bool Utf8Check::step(unsigned char c) {
  if (left_ > 0) {
    if (c < least_ || c > most_) return false;
    --left_;
    least_ = 0x80;
    most_ = 0xbf;
    return true;
  }
  least_ = 0x80;
  most_ = 0xbf;
  if (c < 0x80) return true;
  if (c >= 0xc2 && c <= 0xdf) {
    left_ = 1;
  } else if (c >= 0xe0 && c <= 0xef) {
    left_ = 2;
    if (c == 0xe0) least_ = 0xa0;
    if (c == 0xed) most_ = 0x9f;
  } else if (c >= 0xf0 && c <= 0xf4) {
    left_ = 3;
    if (c == 0xf0) least_ = 0x90;
    if (c == 0xf4) most_ = 0x8f;
  } else {
    return false;
  }
  return true;
}

bool Utf8Check::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (!good_) break;
    good_ = step(static_cast<unsigned char>(c));
  }
  return good_;
}

bool is_utf8(std::string_view bytes) {
  Utf8Check check;
  check.feed(bytes);
  return check.whole();
}

std::optional<std::string> from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (const char raw : bytes) {
    const auto c = static_cast<unsigned char>(raw);
    const std::uint16_t point = c >= 0x80 && c <= 0x9f ? kWindows.at(c - 0x80U) : c;
    if (point == 0 && c != 0) return std::nullopt;
    append(point, out);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view space : kSpaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        more = true;
      }
      if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        more = true;
      }
    }
  }
  return text;
}

}  // namespace jono::file
