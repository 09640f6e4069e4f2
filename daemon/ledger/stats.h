// SPDX-License-Identifier: EUPL-1.2
// How the ledger itself is doing, for the daemon's own metrics.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace jono::ledger {

struct Stats {
  std::uint64_t journal_bytes = 0;
  std::chrono::steady_clock::time_point progress{};  // when a round was last finished, or in
                                                     // recover() a batch read
};

// What the daemon counts of its own and wants to find again after a restart. On the ledger's
// thread.
class OwnState {
 public:
  virtual ~OwnState() = default;
  // As bytes, for the transaction that is about to be written.
  virtual std::string save() = 0;
  // What save() gave has been written; the commit took so long.
  virtual void committed(std::chrono::microseconds took) = 0;
  virtual void restore(std::string_view bytes) = 0;
};

}  // namespace jono::ledger
