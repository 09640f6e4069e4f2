// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace jono::config {
namespace {

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t out = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, out);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return out;
}

// What follows one of `schemes`; nullopt: none of them, or characters that no address has.
std::optional<std::string_view> after_scheme(std::string_view text,
                                             std::initializer_list<std::string_view> schemes) {
  const auto printable = [](char c) { return '!' <= c && c <= '~'; };
  if (!std::ranges::all_of(text, printable)) return std::nullopt;
  for (const std::string_view scheme : schemes) {
    if (text.starts_with(scheme)) return text.substr(scheme.size());
  }
  return std::nullopt;
}

// HOST or HOST:PORT.
bool is_authority(std::string_view text) {
  if (const auto with_port = parse_address(text)) return with_port->port != 0;
  return parse_address(std::string(text) + ":1").has_value();
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

bool is_numeric(const std::string& host) {
  in6_addr any{};
  return inet_pton(AF_INET, host.c_str(), &any) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &any) == 1;
}

bool is_loopback(const std::string& host) {
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::optional<std::string> web_address(const Node& node) {
  constexpr std::string_view kShape = "an address such as https://host.example:8443/path";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const auto rest = after_scheme(*text, {"http://", "https://"});
  const auto authority = rest ? rest->substr(0, rest->find_first_of("/?#")) : std::string_view();
  if (authority.find('@') != std::string_view::npos) {
    node.fault("no user or password in an address: a secret_file is for secrets");
    return std::nullopt;
  }
  if (is_authority(authority)) return std::string(*text);
  node.expected(kShape);
  return std::nullopt;
}

std::optional<std::string> mail_server(const Node& node) {
  constexpr std::string_view kShape = "smtp://HOST:PORT or smtps://HOST:PORT";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const auto rest = after_scheme(*text, {"smtp://", "smtps://"});
  const auto server = rest ? parse_address(*rest) : std::nullopt;
  if (server && server->port != 0) return std::string(*text);
  node.expected(kShape);
  return std::nullopt;
}

}  // namespace jono::config
