// SPDX-License-Identifier: EUPL-1.2
// From an outbox to one daemon, for as long as it takes.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "collectors/feed/feed_client.h"
#include "daemon/outbox/outbox.h"

namespace jono::app {

// For one thread, that of the outbox, which outlives it and names the target's endpoint.
class FeedReceiver {
 public:
  // Hears, in words for people, why the daemon is waited for.
  using Complain = std::function<void(std::string_view)>;

  FeedReceiver(feed::FeedTarget target, feed::SenderSettings settings, outbox::Outbox& box,
               Complain complain)
      : target_(std::move(target)),
        settings_(std::move(settings)),
        box_(&box),
        complain_(std::move(complain)) {}

  // Sends what may be sent, waits at most `wait` for the daemon, and notes in the outbox what it
  // has. What the daemon refuses is complained of and asked about again later. An error of the
  // outbox, or give_up for one that is older than what the daemon has.
  [[nodiscard]] Result<void> round(std::chrono::milliseconds wait);
  // The daemon has acknowledged all that the outbox holds.
  [[nodiscard]] bool has_all() const {
    return box_->acknowledged(target_.endpoint) == box_->highest();
  }
  // Ends the session in good order; the next round begins another.
  void close();

 private:
  bool open();
  void wait_after(const Error& why);
  [[nodiscard]] Result<void> fill(feed::FeedSender& sender);
  [[nodiscard]] Result<void> note(const feed::FeedSender& sender);

  feed::FeedTarget target_;
  feed::SenderSettings settings_;
  outbox::Outbox* box_;
  Complain complain_;
  std::unique_ptr<feed::FeedClient> client_;
  std::chrono::steady_clock::time_point again_{};
};

}  // namespace jono::app
