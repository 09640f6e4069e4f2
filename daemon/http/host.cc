// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/host.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <string>

namespace jono::http {
namespace {

bool is_port(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Without the port, and an IPv6 literal without its brackets; empty where there is neither name nor
// literal.
std::string_view name_in(std::string_view host) {
  if (host.starts_with('[')) {
    const auto end = host.find(']');
    if (end == std::string_view::npos) return {};
    const std::string_view rest = host.substr(end + 1);
    const bool good = rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
    return good ? host.substr(1, end - 1) : std::string_view();
  }
  const auto colon = host.find(':');
  if (colon == std::string_view::npos) return host;
  return is_port(host.substr(colon + 1)) ? host.substr(0, colon) : std::string_view();
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? char(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

bool is_our_host(std::string_view host, std::string_view configured) {
  const std::string_view name = name_in(host);
  if (name.empty()) return false;
  if (same_name(name, "localhost") || same_name(name, configured)) return true;
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(std::string(name), failed);
  return !failed && address.is_loopback();
}

}  // namespace jono::http
