// SPDX-License-Identifier: EUPL-1.2
// Reads the file of tokens, and of the roles of users and certificates.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/walk.h"
#include "daemon/http/access.h"

namespace jono::config {

inline constexpr std::string_view kTokenName = "1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-'";
[[nodiscard]] bool is_token_name(std::string_view text);

struct Tokens {
  std::vector<http::Token> tokens;  // no two with one name
  std::map<std::string, http::Role, std::less<>> roles;
};

[[nodiscard]] Tokens tokens(const Node& root);

// A line for the list in that file.
[[nodiscard]] std::string print_token(const http::Token& token);

}  // namespace jono::config
