// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/fault.h"

#include <fmt/format.h>

#include <algorithm>

#include "collectors/file/text.h"
#include "daemon/base/hidden.h"

namespace jono::file {
namespace {

constexpr std::size_t kMostShown = 40;
constexpr int kMostDigits = 5;

// Where a cell is cut, no character is.
std::size_t whole_characters(std::string_view text) {
  std::size_t end = std::min(text.size(), kMostShown);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
    --end;
  }
  return end;
}

// Dates with times of day, and durations: they have many digits, and no name beside them.
bool is_time(std::string_view text) {
  constexpr std::string_view kOfTimes = "0123456789:.,-/+TZ ";
  return text.find(':') != text.npos && text.find_first_not_of(kOfTimes) == text.npos;
}

bool may_be_a_number(std::string_view text) {
  if (is_time(text)) return false;
  int digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (++digits > kMostDigits) return true;
    } else if (c != ' ' && c != '-' && c != '(' && c != ')') {
      digits = 0;
    }
  }
  return false;
}

}  // namespace

std::string shown(std::string_view text) {
  if (may_be_a_number(text)) return "a text with many digits";
  const bool cut = text.size() > kMostShown;
  text = text.substr(0, whole_characters(text));
  if (find_hidden(text) != std::string_view::npos) return "a text with control characters";
  return fmt::format("\"{}{}\"", text, cut ? "…" : "");
}

std::string shown_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t hidden = std::min(find_hidden(name, at), name.size());
    out += name.substr(at, hidden - at);
    if (hidden < name.size()) out += '?';
    at = hidden + 1;
  }
  return is_utf8(out) ? out : "a file whose name is no UTF-8";
}

std::string words_of(const Fault& fault) {
  std::string where;
  if (fault.line > 0) where = fmt::format("line {}", fault.line);
  if (fault.column > 0) where += fmt::format(", column {}", fault.column);
  if (!fault.name.empty()) where += fmt::format(" ({})", fault.name);
  return where.empty() ? fault.what : fmt::format("{}: {}", where, fault.what);
}

}  // namespace jono::file
