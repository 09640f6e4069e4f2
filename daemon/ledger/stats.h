// SPDX-License-Identifier: EUPL-1.2
// How the ledger itself is doing, for the daemon's own metrics.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace jono::ledger {

inline constexpr std::array<double, 12> kSyncBounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                       0.05,   0.1,   0.25,   0.5,   1,    5};

struct Stats {
  std::array<std::uint64_t, kSyncBounds.size() + 1> syncs{};  // commits, by their seconds
  double sync_seconds = 0;                                    // sum
  std::uint64_t journal_bytes = 0;
  std::uint64_t dead_letters = 0;
  std::chrono::steady_clock::time_point progress{};  // when a round was last finished
};

// May be used from any thread.
class StatsBoard {
 public:
  void synced(std::chrono::duration<double> took, std::uint64_t journal_bytes);
  void dead_letters(std::uint64_t more);
  void progress();
  [[nodiscard]] Stats read() const;

 private:
  mutable std::mutex mutex_;
  Stats stats_;
};

}  // namespace jono::ledger
