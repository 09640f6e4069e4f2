// SPDX-License-Identifier: EUPL-1.2
// What a request says of who asks, and whether a page of another site had a browser send it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace jono::http {

struct NoCredentials {};
struct Password {
  std::string user;
  std::string password;
};
struct Bearer {
  std::string token;
};

using Credentials = std::variant<NoCredentials, Password, Bearer>;

// Of an Authorization header (RFC 7617, RFC 6750). Any bytes are fine; what is neither is none.
[[nodiscard]] Credentials parse_authorization(std::string_view header);

// By the headers of those names; each may be empty. A client that is no browser sends none but
// `host`.
[[nodiscard]] bool is_cross_origin(std::string_view origin, std::string_view fetch_site,
                                   std::string_view host);

}  // namespace jono::http
