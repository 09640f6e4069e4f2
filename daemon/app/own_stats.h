// SPDX-License-Identifier: EUPL-1.2
// What the daemon knows of itself beside the ledger.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "daemon/event/channel.h"
#include "daemon/ledger/ledger.h"
#include "daemon/metrics/daemon_stats.h"

namespace jono::app {

// Of the commits' times it shows what is on disk, so that no figure falls when the process is
// killed: all but the last commit's.
class OwnStats final : public ledger::OwnState {
 public:
  OwnStats(std::filesystem::path data_dir, Instant started)
      : data_dir_(std::move(data_dir)), started_(started) {}

  std::string save() override;
  void committed(std::chrono::microseconds took) override;
  void restore(std::string_view bytes) override;

  // From any thread.
  [[nodiscard]] metrics::DaemonStats read(const ledger::Ledger& ledger,
                                          const EventChannel& channel) const;

 private:
  std::filesystem::path data_dir_;
  Instant started_;
  mutable std::mutex mutex_;
  metrics::SyncTimes syncs_;  // the ledger's thread only
  metrics::SyncTimes saved_;
};

}  // namespace jono::app
