// SPDX-License-Identifier: EUPL-1.2
#include "collectors/webhook/post.h"

#include <algorithm>

namespace jono::webhook {
namespace {

char lower(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view Post::header(std::string_view name) const {
  std::string_view out;
  int found = 0;
  for (const auto& [key, value] : headers) {
    if (!same_name(key, name)) continue;
    out = value;
    ++found;
  }
  return found == 1 ? out : std::string_view();
}

}  // namespace jono::webhook
