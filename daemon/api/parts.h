// SPDX-License-Identifier: EUPL-1.2
// What the API answers from. All of it outlives the server; all of it may be asked on any thread.
#pragma once

#include <functional>
#include <memory>

#include "alerting/alert_log.h"
#include "alerting/view.h"
#include "daemon/api/reported.h"
#include "daemon/config/config.h"
#include "daemon/ledger/ledger.h"
#include "daemon/metrics/alert_view.h"
#include "daemon/metrics/daemon_stats.h"

namespace jono::api {

struct Parts {
  const config::Config& config;
  const Names& names;
  const Clock& clock;
  ledger::Ledger& ledger;
  std::function<metrics::DaemonStats()> daemon;
  std::function<std::shared_ptr<const metrics::AlertView>()> alert_metrics;  // null: none yet
  std::function<std::shared_ptr<const alerting::View>()> alerts;             // never null
  alerting::AlertLog& alert_log;
  ReportedBook& reported;
};

}  // namespace jono::api
