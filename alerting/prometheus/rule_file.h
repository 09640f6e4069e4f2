// SPDX-License-Identifier: EUPL-1.2
// The rules as a Prometheus rule file: the same limits, judged from the gauges of /metrics. For
// Prometheus 2.42 and later (keep_firing_for).
#pragma once

#include <string>
#include <vector>

#include "alerting/rule.h"
#include "alerting/site.h"

namespace jono::alerting {

// How often Prometheus is told to look.
inline constexpr Millis kRuleInterval = std::chrono::seconds(15);

// YAML: recording rules for the named service levels; one alert rule for each of `rules`, in their
// order, with the labels that the daemon's own alerts have; and guards that tell when there is
// nothing to judge by. The same arguments give the same text.
[[nodiscard]] std::string rule_file(const Site& site, const std::vector<Rule>& rules);

}  // namespace jono::alerting
