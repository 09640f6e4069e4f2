// SPDX-License-Identifier: EUPL-1.2
// Event-Sequence, the core's own number over all its events: finds those that never come. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

namespace jono::freeswitch {

// One a connection. Several threads of the core number events, so they may come a little out of
// turn: one that is missing is waited for.
class Sequence {
 public:
  using Time = std::chrono::steady_clock::time_point;

  static constexpr std::chrono::seconds kPatience{1};
  static constexpr std::uint64_t kMostMissing = 1000;

  enum class Found { nothing, hole, restart };

  // A number that came. A hole at once where more are missing than are waited for; a restart where
  // it counts from the beginning again. What is told of is not waited for any more.
  Found came(std::uint64_t number, Time now);
  // Whether one has been missing for too long by now.
  Found look(Time now);
  // When to look; Time::max(): nothing is missing.
  [[nodiscard]] Time next_deadline() const;

 private:
  std::optional<std::uint64_t> highest_;
  std::map<std::uint64_t, Time> missing_;  // and since when
};

}  // namespace jono::freeswitch
