// SPDX-License-Identifier: EUPL-1.2
// Alerting inside the daemon: what it is made of, and how the rest sees it.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "alerting/watch.h"
#include "daemon/app/alert_log.h"
#include "daemon/config/config.h"
#include "daemon/http/message.h"
#include "daemon/ledger/ledger.h"
#include "daemon/metrics/alert_view.h"
#include "daemon/store/data_dir.h"

namespace jono::app {

class Alerts {
 public:
  // Opens the log of alerts and begins to watch. What it is given outlives it.
  [[nodiscard]] static Result<std::unique_ptr<Alerts>> start(const config::Config& config,
                                                             const store::DataDir& dir,
                                                             const Clock& clock,
                                                             const ledger::Ledger& ledger);

  // The rest from any thread.

  // There is a new snapshot.
  void wake() { watch_->wake(); }
  [[nodiscard]] std::shared_ptr<const metrics::AlertView> metrics();
  // Never null.
  [[nodiscard]] std::shared_ptr<const alerting::View> view() const { return watch_->view(); }
  [[nodiscard]] StoreAlertLog& log() { return *log_; }
  // Their handlers may be called for as long as this lives.
  [[nodiscard]] std::vector<http::Route> routes(const calendar::Zone& zone, const Clock& clock);

 private:
  explicit Alerts(std::unique_ptr<StoreAlertLog> log) : log_(std::move(log)) {}

  std::unique_ptr<StoreAlertLog> log_;
  std::unique_ptr<alerting::Watch> watch_;
  std::mutex mutex_;
  std::shared_ptr<const alerting::View> view_;  // that metrics_ was made of
  std::shared_ptr<const metrics::AlertView> metrics_;
};

}  // namespace jono::app
