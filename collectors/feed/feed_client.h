// SPDX-License-Identifier: EUPL-1.2
// The socket of a FeedSender: connects, and connects anew after three seconds of silence.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "collectors/feed/feed_sender.h"
#include "collectors/feed/feed_target.h"
#include "daemon/base/result.h"

namespace jono::feed {

// For one thread, the one that calls round().
class FeedClient {
 public:
  // How long the daemon may say nothing: before its first welcome, and later.
  static constexpr std::chrono::seconds kFirstAnswer{10};
  static constexpr std::chrono::seconds kLaterAnswer{60};

  // An endpoint that is none is an error; one that nobody listens at shows in round().
  [[nodiscard]] static Result<std::unique_ptr<FeedClient>> open(FeedTarget target,
                                                                SenderSettings settings);
  ~FeedClient();
  FeedClient(const FeedClient&) = delete;
  FeedClient& operator=(const FeedClient&) = delete;

  [[nodiscard]] FeedSender& sender();

  // Sends what the sender has to say, waits at most `wait` for the daemon, and passes on what it
  // says. An error once the daemon does not want us, or has not answered for too long.
  [[nodiscard]] Result<void> round(std::chrono::milliseconds wait);

  // Says that no more will come. Nothing may follow.
  void close();

 private:
  class Shell;
  explicit FeedClient(std::unique_ptr<Shell> shell);
  std::unique_ptr<Shell> shell_;
};

}  // namespace jono::feed
