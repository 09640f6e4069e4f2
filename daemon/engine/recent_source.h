// SPDX-License-Identifier: EUPL-1.2
// The last 15 minutes of one source: how late its events came, and how many were refused.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/base/time.h"
#include "daemon/event/bytes.h"

namespace jono::engine {

class RecentSource {
 public:
  static constexpr std::chrono::seconds kWindow = std::chrono::minutes(15);
  // Of more events than this in the window only the newest count for delay_p90().
  static constexpr std::size_t kMostDelays = 4096;

  // No allocation once kMostDelays have been taken.
  void take_delay(Millis delay, Instant received);
  // Counted by the whole second, however many.
  void take_refusals(Instant received, std::int64_t count);

  // Of the events received in (now - window, now], nearest rank; nullopt: none. `scratch` is only
  // memory.
  [[nodiscard]] std::optional<Millis> delay_p90(Instant now, std::vector<Millis>& scratch) const;
  // Received in the last 900 whole seconds, the one of `now` included.
  [[nodiscard]] std::int64_t refused(Instant now) const;

  void save(ByteWriter& out) const;
  void restore(ByteReader& in);

 private:
  struct Delay {
    Instant received;
    Millis delay;
  };
  struct Second {
    Instant start = kNever;
    std::int64_t refused = 0;
  };
  std::vector<Delay> delays_;  // a ring once it is full
  std::size_t next_ = 0;       // its oldest
  std::array<Second, kWindow.count()> seconds_{};
};

}  // namespace jono::engine
