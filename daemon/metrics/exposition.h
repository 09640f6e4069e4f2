// SPDX-License-Identifier: EUPL-1.2
// The text of /metrics.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "daemon/metrics/snapshot_metrics.h"

namespace jono::metrics {

inline constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

[[nodiscard]] std::string exposition(const Scrape& scrape);

// Keeps the text until there is another snapshot, another view of the alerts or another second. Any
// thread.
class ExpositionCache {
 public:
  // `snapshot` is not null; `alerts` may be: none yet. Another `context` or `daemon` shows at the
  // next second at the latest.
  [[nodiscard]] std::shared_ptr<const std::string> text(
      const MetricsContext& context, const std::shared_ptr<const engine::Snapshot>& snapshot,
      const DaemonStats& daemon, const std::shared_ptr<const AlertView>& alerts, Instant now);

 private:
  std::mutex mutex_;
  std::shared_ptr<const engine::Snapshot> snapshot_;  // held, so that its address stays its own
  std::shared_ptr<const AlertView> alerts_;           // likewise
  std::chrono::sys_seconds second_{};
  std::shared_ptr<const std::string> text_;
};

}  // namespace jono::metrics
