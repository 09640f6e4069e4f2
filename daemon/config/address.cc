// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/address.h"

#include <arpa/inet.h>

#include <charconv>

namespace jono::config {
namespace {

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t out = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, out);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return out;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto port = port_of(text.substr(colon + 1));
  const bool plain = host.find_first_of(":[]/ @") == std::string_view::npos;
  if (host.empty() || !port || (!bracketed && !plain)) return std::nullopt;
  return Address{std::string(host), *port};
}

std::optional<Address> address(const Node& node) {
  constexpr std::string_view kShape = "HOST:PORT, such as 127.0.0.1:5038";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const auto out = parse_address(*text);
  if (!out) node.expected(kShape);
  return out;
}

bool is_loopback(const std::string& host) {
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

}  // namespace jono::config
