// SPDX-License-Identifier: EUPL-1.2
// What the server itself says no to, as problems in three languages.
#pragma once

#include <cstddef>
#include <string_view>

#include "daemon/http/message.h"

namespace jono::http {

[[nodiscard]] Response long_header(std::size_t most);  // bytes
[[nodiscard]] Response many_headers(std::size_t most);
[[nodiscard]] Response long_body(std::size_t most);  // bytes
[[nodiscard]] Response no_http(std::string_view why);
[[nodiscard]] Response odd_request();
[[nodiscard]] Response misdirected();
[[nodiscard]] Response nothing_there();
[[nodiscard]] Response other_methods(std::string_view allow);  // with its Allow header
[[nodiscard]] Response only_local();
[[nodiscard]] Response say_who(const Access& access);  // with its WWW-Authenticate header
[[nodiscard]] Response not_yours();
[[nodiscard]] Response cross_origin();
[[nodiscard]] Response too_often(int seconds);  // with its Retry-After header
[[nodiscard]] Response mistaken();
[[nodiscard]] Response busy();
[[nodiscard]] Response not_in_time();  // with its Retry-After header

}  // namespace jono::http
