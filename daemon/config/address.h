// SPDX-License-Identifier: EUPL-1.2
// HOST:PORT, which hosts are this machine's own, and addresses with a scheme.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/config/walk.h"

namespace jono::config {

struct Address {
  std::string host;  // without the brackets of an IPv6 address
  std::uint16_t port = 0;
};
// HOST:PORT or [IPv6]:PORT.
[[nodiscard]] std::optional<Address> address(const Node& node);
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
[[nodiscard]] bool is_numeric(const std::string& host);
// 127.0.0.0/8 or ::1, as a number: a name may come to mean something else.
[[nodiscard]] bool is_loopback(const std::string& host);

// http://HOST[:PORT][/…] or https://…, without a user or a password in it.
[[nodiscard]] std::optional<std::string> web_address(const Node& node);
// smtp://HOST:PORT or smtps://HOST:PORT.
[[nodiscard]] std::optional<std::string> mail_server(const Node& node);

}  // namespace jono::config
