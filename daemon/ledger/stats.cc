// SPDX-License-Identifier: EUPL-1.2
#include "daemon/ledger/stats.h"

namespace jono::ledger {

void StatsBoard::synced(std::chrono::duration<double> took, std::uint64_t journal_bytes) {
  const std::lock_guard lock(mutex_);
  std::size_t i = 0;
  while (i < kSyncBounds.size() && took.count() > kSyncBounds[i]) ++i;
  ++stats_.syncs[i];
  stats_.sync_seconds += took.count();
  stats_.journal_bytes = journal_bytes;
}

void StatsBoard::dead_letters(std::uint64_t more) {
  const std::lock_guard lock(mutex_);
  stats_.dead_letters += more;
}

void StatsBoard::progress() {
  const std::lock_guard lock(mutex_);
  stats_.progress = std::chrono::steady_clock::now();
}

Stats StatsBoard::read() const {
  const std::lock_guard lock(mutex_);
  return stats_;
}

}  // namespace jono::ledger
