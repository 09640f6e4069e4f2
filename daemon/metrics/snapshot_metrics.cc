// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/snapshot_metrics.h"

#include "daemon/metrics/parts.h"

namespace jono::metrics {

std::vector<prometheus::MetricFamily> SnapshotMetrics::Collect() const {
  Families out;
  add_line_facts(out, scrape_);
  add_line_figures(out, scrape_);
  add_call_counters(out, scrape_);
  add_callback_counters(out, scrape_);
  add_rows(out, scrape_);
  add_sources(out, scrape_);
  add_backlogs(out, scrape_);
  add_alerts(out, scrape_);
  add_daemon(out, scrape_);
  return out;
}

}  // namespace jono::metrics
