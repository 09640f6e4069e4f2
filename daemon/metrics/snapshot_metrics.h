// SPDX-License-Identifier: EUPL-1.2
// One snapshot as Prometheus families, made when they are asked for: nothing is kept in step.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <vector>

#include "daemon/engine/snapshot.h"
#include "daemon/metrics/alert_view.h"
#include "daemon/metrics/daemon_stats.h"
#include "daemon/metrics/metrics_context.h"
#include "daemon/metrics/process_stats.h"

namespace jono::metrics {

// All that one scrape shows. What is referred to outlives it; lines, sources and backlogs of
// `context` are those of `snapshot`.
struct Scrape {
  const MetricsContext& context;
  const engine::Snapshot& snapshot;
  const DaemonStats& daemon;
  const ProcessStats& process;
  const AlertView& alerts;
  Instant now;  // ages are counted up to here, so that they grow while the snapshot stays
};

class SnapshotMetrics final : public prometheus::Collectable {
 public:
  explicit SnapshotMetrics(const Scrape& scrape) : scrape_(scrape) {}
  [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  Scrape scrape_;
};

}  // namespace jono::metrics
