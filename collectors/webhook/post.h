// SPDX-License-Identifier: EUPL-1.2
// A request that brings events, as plain data.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jono::webhook {

struct Post {
  std::vector<std::pair<std::string, std::string>> headers{};  // names in any case
  std::string body{};

  // The only one of that name, in any case; empty: none, or several.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

// Whether two names are the same but for the case of their ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace jono::webhook
