// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/parts.h"

namespace jono::metrics {
namespace {

void add_states(Families& out, const AlertView& view) {
  Family state =
      Family::gauge("alert_state", "0 ok, 1 pending, 2 firing, 3 unknown for want of data.");
  Family judged = Family::gauge("alert_judged", "1 in the hours in which the alert is judged.");
  Family acknowledged = Family::gauge(
      "alert_acknowledged", "Of a pending or firing alert: 1 once somebody has taken it on.");
  Family silenced =
      Family::gauge("alert_silenced", "Of a pending or firing alert: 1 while a silence covers it.");
  for (const AlertStatus& one : view.alerts) {
    Labels labels{{"alert", one.alert}, {one.kind, one.subject}};
    judged.add(labels, number(one.in_hours));
    labels.push_back({"severity", one.severity});
    state.add(labels, number(std::uint8_t(one.state)));
    if (one.state != AlertNow::pending && one.state != AlertNow::firing) continue;
    acknowledged.add(labels, number(one.acknowledged));
    silenced.add(labels, number(one.silenced));
  }
  for (Family* family : {&state, &judged, &acknowledged, &silenced}) family->move_to(out);
}

}  // namespace

void add_alerts(Families& out, const Scrape& scrape) {
  const AlertView& view = scrape.alerts;
  add_states(out, view);
  Family silences = Family::gauge("silences", "Silences in force.");
  silences.add({}, number(view.silences));
  silences.move_to(out);
  Family told = Family::counter("notifications_total", "Notifications, by receiver and result.");
  for (const NotificationCount& one : view.notifications) {
    told.add({{"notifier", one.notifier}, {"result", one.result}}, number(one.count));
  }
  told.move_to(out);
  Family certificates = Family::gauge("notifier_certificate_expiry_timestamp_seconds",
                                      "When the certificate that the receiver shows ends.");
  for (const ReceiverCertificate& one : view.certificates) {
    certificates.add({{"notifier", one.notifier}}, timestamp(one.ends));
  }
  certificates.move_to(out);
}

}  // namespace jono::metrics
