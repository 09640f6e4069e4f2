// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <zmq.hpp>

namespace jono::feed {

// Before a socket is bound or connected to `endpoint`: [::1] takes the sixth version of IP, which
// libzmq leaves out unless it is told.
inline void set_family(zmq::socket_t& socket, std::string_view endpoint) {
  socket.set(zmq::sockopt::ipv6, endpoint.starts_with("tcp://["));
}

}  // namespace jono::feed
