// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/exposition.h"

#include <prometheus/text_serializer.h>

namespace jono::metrics {

std::string exposition(const Scrape& scrape) {
  return prometheus::TextSerializer().Serialize(SnapshotMetrics(scrape).Collect());
}

std::shared_ptr<const std::string> ExpositionCache::text(
    const MetricsContext& context, const std::shared_ptr<const engine::Snapshot>& snapshot,
    const DaemonStats& daemon, const std::shared_ptr<const AlertView>& alerts, Instant now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  const std::lock_guard lock(mutex_);
  if (text_ == nullptr || snapshot != snapshot_ || alerts != alerts_ || second != second_) {
    const ProcessStats process = read_process_stats();
    const AlertView none;
    text_ = std::make_shared<const std::string>(
        exposition({context, *snapshot, daemon, process, alerts ? *alerts : none, now}));
    snapshot_ = snapshot;
    alerts_ = alerts;
    second_ = second;
  }
  return text_;
}

}  // namespace jono::metrics
