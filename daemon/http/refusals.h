// SPDX-License-Identifier: EUPL-1.2
// What the server itself says no to, as problems in three languages.
#pragma once

#include <cstddef>
#include <string_view>

#include "daemon/http/message.h"

namespace jono::http {

[[nodiscard]] Response long_header(std::size_t most);  // bytes
[[nodiscard]] Response long_body(std::size_t most);    // bytes
[[nodiscard]] Response no_http(std::string_view why);
[[nodiscard]] Response odd_request();
[[nodiscard]] Response misdirected();
[[nodiscard]] Response nothing_there();
[[nodiscard]] Response other_methods(std::string_view allow);  // with its Allow header
[[nodiscard]] Response only_local();
[[nodiscard]] Response mistaken();
[[nodiscard]] Response busy();

}  // namespace jono::http
