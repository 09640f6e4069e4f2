// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/peer_address.h"

#include <algorithm>
#include <array>

namespace jono::http {
namespace {

namespace ip = boost::asio::ip;

// An IPv4 address that came as ::ffff:a.b.c.d is one.
ip::address plain(const ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

struct Network {
  unsigned base, mask;
};
constexpr std::array<Network, 4> kPrivate = {{{0x0a000000, 0xff000000},
                                              {0xac100000, 0xfff00000},
                                              {0xc0a80000, 0xffff0000},
                                              {0xa9fe0000, 0xffff0000}}};

bool is_private(const ip::address& address) {
  if (address.is_v6()) {
    const auto bytes = address.to_v6().to_bytes();
    return (bytes[0] & 0xfeU) == 0xfcU || address.to_v6().is_link_local();
  }
  const unsigned number = address.to_v4().to_uint();
  return std::ranges::any_of(kPrivate,
                             [&](const Network& n) { return (number & n.mask) == n.base; });
}

}  // namespace

std::string place_of(const ip::address& address) {
  const ip::address one = plain(address);
  if (one.is_v4()) return one.to_string();
  auto bytes = one.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::address_v6(bytes).to_string() + "/64";
}

std::string_view whereabouts_of(const ip::address& address) {
  const ip::address one = plain(address);
  if (one.is_loopback()) return "this machine";
  return is_private(one) ? "a private network" : "elsewhere";
}

}  // namespace jono::http
