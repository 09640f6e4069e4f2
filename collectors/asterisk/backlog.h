// SPDX-License-Identifier: EUPL-1.2
// What a full channel has no room for: of a source that cannot be made to wait. One thread.
#pragma once

#include <cstddef>
#include <deque>

#include "daemon/event/channel.h"

namespace jono::asterisk {

class Backlog {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20;

  explicit Backlog(EventChannel& channel, std::size_t most_bytes = kMostBytes)
      : channel_(channel), most_bytes_(most_bytes) {}

  // Passes it on, after all that waits already, or keeps it. False: there is too much to be kept,
  // and all of it, this delivery too, is forgotten.
  [[nodiscard]] bool put(Delivery delivery);
  // Passes on what the channel has room for by now. True when nothing waits any more.
  bool retry();
  [[nodiscard]] bool empty() const { return waiting_.empty(); }

 private:
  EventChannel& channel_;
  const std::size_t most_bytes_;
  std::deque<Delivery> waiting_;
  std::size_t bytes_ = 0;
};

}  // namespace jono::asterisk
