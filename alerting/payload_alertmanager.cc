// SPDX-License-Identifier: EUPL-1.2
#include <boost/json.hpp>

#include "alerting/payload.h"
#include "alerting/wording.h"

namespace jono::alerting {
namespace {

namespace json = boost::json;

json::object labels_of(const BatchAlert& alert) {
  const Notice& notice = alert.telling.notice;
  json::object out;
  if (alert.telling.told == Told::was_firing) {
    out = {{"alertname", "WasFiring"}, {"alert", notice.rule}};
  } else {
    out = {{"alertname", notice.rule}};
  }
  out[std::string(name_of(notice.kind))] = notice.subject;
  out["severity"] = std::string(name_of(notice.severity));
  return out;
}

json::object annotations_of(const BatchAlert& alert, const Audience& audience) {
  const Notice& notice = alert.telling.notice;
  // An end has the words of its firing: an Alertmanager tells ends in its own way.
  const LocalText words =
      alert.telling.told == Told::was_firing ? said(alert.telling, audience.zone) : notice.text;
  json::object out = {{"summary", words.in(audience.language)},
                      {"summary_fi", words.fi},
                      {"summary_sv", words.sv},
                      {"summary_en", words.en},
                      {"value", notice.value},
                      {"limit", notice.limit}};
  if (!notice.runbook.empty()) out["runbook"] = notice.runbook;
  return out;
}

// Without startsAt: an Alertmanager knows since when it has it.
json::object watchdog(Instant ends_at) {
  return {{"labels", {{"alertname", "Watchdog"}, {"severity", "info"}}},
          {"annotations", {{"summary", "jonovahti is alive: this alert always fires"}}},
          {"endsAt", rfc3339(ends_at)}};
}

}  // namespace

std::string alertmanager_body(const Batch& batch, const Audience& audience) {
  json::array out;
  for (const BatchAlert& alert : batch.alerts) {
    out.push_back(json::object{{"labels", labels_of(alert)},
                               {"annotations", annotations_of(alert, audience)},
                               {"startsAt", rfc3339(alert.telling.notice.fired)},
                               {"endsAt", rfc3339(alert.ends_at)}});
  }
  if (batch.watchdog_ends_at != kNever) out.push_back(watchdog(batch.watchdog_ends_at));
  return json::serialize(out);
}

}  // namespace jono::alerting
