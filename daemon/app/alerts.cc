// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/alerts.h"

#include <spdlog/spdlog.h>

#include "daemon/api/alert_routes.h"
#include "daemon/config/site.h"

namespace jono::app {
namespace {

metrics::AlertNow state_of(const alerting::AlertStatus& alert) {
  switch (alert.phase) {
    case alerting::Phase::pending:
      return metrics::AlertNow::pending;
    case alerting::Phase::firing:
      return metrics::AlertNow::firing;
    case alerting::Phase::inactive:
      break;
  }
  return alert.in_hours && !alert.known ? metrics::AlertNow::unknown : metrics::AlertNow::ok;
}

std::shared_ptr<const metrics::AlertView> metrics_of(const alerting::View& view) {
  auto out = std::make_shared<metrics::AlertView>();
  for (const alerting::AlertStatus& alert : view.alerts) {
    const alerting::Notice& notice = alert.notice;
    out->alerts.push_back({.alert = notice.rule,
                           .kind = std::string(name_of(notice.kind)),
                           .subject = notice.subject,
                           .severity = std::string(name_of(notice.severity)),
                           .state = state_of(alert),
                           .in_hours = alert.in_hours,
                           .acknowledged = alert.ack.has_value(),
                           .silenced = alert.silenced});
  }
  for (const alerting::Silence& silence : view.silences) {
    if (silence.from <= view.now && view.now < silence.until) ++out->silences;
  }
  for (const alerting::ReceiverStatus& receiver : view.receivers) {
    if (receiver.certificate_ends) {
      out->certificates.push_back({receiver.name, *receiver.certificate_ends});
    }
    for (const auto& [result, count] : receiver.results) {
      out->notifications.push_back({receiver.name, result, count});
    }
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<Alerts>> Alerts::start(const config::Config& config,
                                              const store::DataDir& dir, const Clock& clock,
                                              const ledger::Ledger& ledger) {
  auto store = store::AlertStore::open(dir);
  if (!store) return store.error();
  std::unique_ptr<Alerts> out(new Alerts(std::make_unique<StoreAlertLog>(std::move(*store))));
  auto watch =
      alerting::Watch::start({.site = config::site(config),
                              .rules = config.alerts.rules,
                              .receivers = config.alerts.receivers,
                              .every = config.alerts.evaluate_every,
                              .hold = config.alerts.hold},
                             {.clock = clock,
                              .log = *out->log_,
                              .snapshot = [&ledger] { return ledger.snapshot(); },
                              .say = [](std::string_view line) { spdlog::warn("{}", line); }});
  if (!watch) return watch.error();
  out->watch_ = std::move(*watch);
  return out;
}

std::shared_ptr<const metrics::AlertView> Alerts::metrics() {
  auto view = watch_->view();
  const std::lock_guard lock(mutex_);
  if (view != view_) {
    metrics_ = metrics_of(*view);
    view_ = std::move(view);
  }
  return metrics_;
}

std::vector<http::Route> Alerts::routes(const calendar::Zone& zone, const Clock& clock) {
  return api::make_alert_routes({zone, clock, *watch_, *log_});
}

}  // namespace jono::app
