// SPDX-License-Identifier: EUPL-1.2
// How calls left their queues. Asterisk tells it in up to three messages, and the first of them
// does not say which end it was; so each is held here until the rest has come or it is too late.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/outlet.h"

namespace jono::asterisk {

// The two clocks of a message: that of the messages themselves, which decides in recordings and
// in an unbroken stream, and that of receipt, which decides when nothing more comes.
struct Moment {
  Instant at;       // when it happened
  Instant message;  // the messages' clock
  Instant received;
};

class Closings {
 public:
  static constexpr Millis kHoldAbandon{2000};
  static constexpr Millis kHoldLeave{500};
  static constexpr std::size_t kMost = 4096;  // the oldest goes out unasked when there are more

  void leave(CallId call, std::string_view queue, const Moment& when, Outlet& out);
  void abandon(CallId call, std::string_view queue, const Moment& when, Outlet& out);
  void connect(const CallAnswered& answered, std::string_view queue, const Moment& when,
               Outlet& out);
  // What the dialplan said of a call that left this queue. No effect when nothing is held.
  void redirected(CallId call, std::string_view queue, RedirectReason reason, Outlet& out);
  // The same, for the queue that it left last; the name of that queue, or empty.
  std::string redirected(CallId call, RedirectReason reason, Outlet& out);

  // The call is back in that queue: what is held of its visit before is sent as it stands.
  void joined(CallId call, std::string_view queue, Outlet& out);
  // Sends what has waited long enough: by the messages' clock, or by the clock of receipt.
  void expire_by_message(Instant now, Outlet& out);
  void expire_by_receipt(Instant now, Outlet& out);
  [[nodiscard]] std::optional<Instant> next_deadline() const;
  void send_all(Outlet& out);
  // Nobody can tell any more: what is not decided is lost.
  void lose_all(LostReason reason, Outlet& out);

 private:
  struct Closing {
    CallId call;
    std::string queue;
    Moment first;  // of the first of its messages
    std::optional<Instant> left;
    std::optional<Instant> abandoned;
    std::optional<Instant> connected;
    AgentId agent;
    std::optional<RedirectReason> reason;

    [[nodiscard]] bool decided() const { return connected || reason; }
    [[nodiscard]] Millis hold() const { return abandoned ? kHoldAbandon : kHoldLeave; }
    [[nodiscard]] Instant at() const;
    [[nodiscard]] What what() const;
  };
  using Iterator = std::vector<Closing>::iterator;

  Iterator find(CallId call, std::string_view queue);
  Closing& open(CallId call, std::string_view queue, const Moment& when, Outlet& out);
  void send_if_complete(Closing& closing, Outlet& out);
  void send(Iterator closing, Outlet& out);
  void send_where(auto due, Outlet& out);

  std::vector<Closing> held_;  // in order of their first message
};

}  // namespace jono::asterisk
