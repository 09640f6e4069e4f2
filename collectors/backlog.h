// SPDX-License-Identifier: EUPL-1.2
// The way on for a source that cannot be made to wait, and what a full channel has no room for.
#pragma once

#include <cstddef>
#include <deque>

#include "daemon/event/channel.h"

namespace jono {

class Onward {
 public:
  virtual ~Onward() = default;
  // Passes it on, after all that waits already, or keeps it. False: there is too much to be kept,
  // and all of it, this delivery too, is forgotten.
  [[nodiscard]] virtual bool put(Delivery delivery) = 0;
  // Passes on what there is room for by now. True when nothing waits any more.
  virtual bool retry() = 0;
  [[nodiscard]] virtual bool empty() const = 0;
};

// To a channel. One thread.
class Backlog final : public Onward {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20;

  explicit Backlog(EventChannel& channel, std::size_t most_bytes = kMostBytes)
      : channel_(channel), most_bytes_(most_bytes) {}

  [[nodiscard]] bool put(Delivery delivery) override;
  bool retry() override;
  [[nodiscard]] bool empty() const override { return waiting_.empty(); }

 private:
  EventChannel& channel_;
  const std::size_t most_bytes_;
  std::deque<Delivery> waiting_;
  std::size_t bytes_ = 0;
};

}  // namespace jono
