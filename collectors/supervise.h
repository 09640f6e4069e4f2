// SPDX-License-Identifier: EUPL-1.2
// The only retry loop of the collectors: runs a session again and again, and waits in between.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>

#include "collectors/back_off.h"

namespace jono {

// What a supervisor needs from its surroundings.
struct Supervision {
  std::function<boost::asio::awaitable<SessionEnd>()> session;
  std::function<boost::asio::awaitable<bool>(Millis)> pause;  // false: stop
  std::function<void(const SessionEnd&)> report;  // not for the same reason again and again
  std::function<double()> random;                 // in [0, 1)
  BackOff back_off{};
};

// Returns when a session was stopped or a pause says so.
boost::asio::awaitable<void> supervise(Supervision parts);

}  // namespace jono
