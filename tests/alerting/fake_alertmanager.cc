// SPDX-License-Identifier: EUPL-1.2
#include "tests/alerting/fake_alertmanager.h"

#include <algorithm>

namespace jono::alerting {

std::string name_of(const BatchAlert& alert) {
  const Notice& notice = alert.telling.notice;
  const std::string name = notice.rule + "/" + notice.subject;
  return alert.telling.told == Told::was_firing ? "WasFiring/" + name : name;
}

void FakeAlertmanager::post(const Batch& batch, Instant now) {
  pass(now);
  for (const BatchAlert& alert : batch.alerts) {
    post(name_of(alert), {alert.telling.notice.fired, alert.ends_at}, now);
  }
  post("Watchdog", {now, batch.watchdog_ends_at}, now);
}

void FakeAlertmanager::post(const std::string& name, Alert given, Instant now) {
  const auto known = alerts_.find(name);
  const bool resolved = given.ends <= now;
  if (known != alerts_.end()) {
    const Alert& old = known->second;
    const bool overlap = (given.ends > old.starts && given.ends < old.ends) ||
                         (given.starts > old.starts && given.starts < old.ends);
    if (overlap) {
      given.starts = std::min(given.starts, old.starts);
      if (!resolved || old.ends <= now) given.ends = std::max(given.ends, old.ends);
    }
    given.fires = old.fires;
  }
  // What has ended before it was ever known is not told to anybody.
  if (given.fires == resolved) change_(now, name, !resolved);
  given.fires = !resolved;
  alerts_[name] = given;
}

void FakeAlertmanager::pass(Instant now) {
  for (auto& [name, alert] : alerts_) {
    if (!alert.fires || alert.ends > now) continue;
    alert.fires = false;
    change_(alert.ends, name, false);
  }
}

bool FakeAlertmanager::fires(const std::string& name) const {
  const auto found = alerts_.find(name);
  return found != alerts_.end() && found->second.fires;
}

}  // namespace jono::alerting
