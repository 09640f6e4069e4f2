// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/refusal.h"

#include <algorithm>

namespace jono {

void refused_line(std::string_view given, std::string& out) {
  constexpr std::size_t kMost = 64;
  constexpr std::ptrdiff_t kMostDigits = 5;  // no subscriber's number is so short
  out.clear();
  for (const char c : given.substr(0, kMost)) {
    if (c >= ' ' && c <= '~') out.push_back(c);
  }
  const auto digits = std::ranges::count_if(out, [](char c) { return c >= '0' && c <= '9'; });
  if (digits > kMostDigits) out.clear();
}

}  // namespace jono
