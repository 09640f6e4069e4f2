// SPDX-License-Identifier: EUPL-1.2
// Where a client is, as far as its address tells. Pure. Only for the server's own files: Asio.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>

namespace jono::http {

// What counts as one client: an IPv4 address, or the /64 of an IPv6 one.
[[nodiscard]] std::string place_of(const boost::asio::ip::address& address);

// "this machine", "a private network", "elsewhere": addresses themselves are not kept.
[[nodiscard]] std::string_view whereabouts_of(const boost::asio::ip::address& address);

}  // namespace jono::http
