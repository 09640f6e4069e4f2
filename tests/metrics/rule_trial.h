// SPDX-License-Identifier: EUPL-1.2
// One story, told to our own alert machine and, by way of the text of /metrics, to Prometheus's
// unit tests.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "alerting/alert_state.h"
#include "alerting/rule.h"
#include "alerting/site.h"
#include "daemon/calendar/calendar.h"
#include "daemon/engine/snapshot.h"

namespace jono::metrics {

// Opening hours in UTC, every day the same.
[[nodiscard]] calendar::LineCalendar every_day(const calendar::OpenIntervals& open);

struct Trial {
  // A file for `promtool test rules`: what /metrics shows at each step, and which alerts our own
  // machine has firing then.
  std::string test;
  std::map<std::string, std::set<alerting::Step>> steps;  // what each rule's alerts went through
};

// `story` is one snapshot for each kRuleInterval from 1970-01-01T00:00:00Z: promtool begins there.
// The rules as Prometheus has them are in `rule_file`.
[[nodiscard]] Trial trial(const alerting::Site& site, const std::vector<alerting::Rule>& rules,
                          const std::vector<engine::Snapshot>& story, const std::string& rule_file);

}  // namespace jono::metrics
