// SPDX-License-Identifier: EUPL-1.2
// How the ledger itself is doing, for the daemon's own metrics.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace jono::ledger {

struct Stats {
  std::uint64_t journal_bytes = 0;
  std::uint64_t dead_letters = 0;                    // since the process began
  std::chrono::steady_clock::time_point progress{};  // when a round was last finished
};

// A commit took so long. Called on the ledger's thread.
using OnCommit = std::function<void(std::chrono::microseconds)>;

}  // namespace jono::ledger
