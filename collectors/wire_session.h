// SPDX-License-Identifier: EUPL-1.2
// One connection to a phone system as a pure machine: bytes and times in; bytes to be written and
// deliveries out. No socket, no clock, no logging.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/back_off.h"
#include "daemon/event/channel.h"

namespace jono {

struct WireNow {
  std::chrono::steady_clock::time_point steady;  // by which patience is measured
  Instant wall;                                  // when something was received
};

class WireSession {
 public:
  using Time = std::chrono::steady_clock::time_point;

  virtual ~WireSession() = default;

  virtual void receive(std::string_view bytes, WireNow now) = 0;
  // To be called at next_deadline(), or more often.
  virtual void tick(WireNow now) = 0;
  [[nodiscard]] virtual Time next_deadline(WireNow now) const = 0;

  // An orderly end: says goodbye and waits a moment for what is still on its way.
  virtual void log_off(WireNow now) = 0;
  // The connection is gone; also for one that the shell gives up.
  virtual void broken(std::string why, WireNow now) = 0;
  [[nodiscard]] virtual const std::optional<SessionEnd>& end() const = 0;

  // What is to be written; gives it once.
  [[nodiscard]] virtual std::string take_output() = 0;
  // What is to be passed on now; nullopt: nothing.
  [[nodiscard]] virtual std::optional<Delivery> take_delivery() = 0;
  // What whoever runs the phone system should know; empty: nothing.
  [[nodiscard]] virtual std::string warning() const { return {}; }
};

}  // namespace jono
