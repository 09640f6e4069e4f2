// SPDX-License-Identifier: EUPL-1.2
// A rule as PromQL. Beside its figure an expression reads ALERTS, what it has told itself before: a
// breach begins an alert, and only evidence ends it.
#pragma once

#include <string>
#include <string_view>

#include "alerting/rule.h"
#include "alerting/site.h"

namespace jono::alerting {

// Recorded series. While the daemon's snapshot is too old to be believed.
inline constexpr std::string_view kStaleSeries = "jonovahti:stale";
[[nodiscard]] std::string stale_expression();
// With the label `alert`: the figure of each of a rule's subjects, where it is known.
inline constexpr std::string_view kValueSeries = "jonovahti:alert_value";
// Likewise, while the rule is broken or holds on to its alert.
inline constexpr std::string_view kHeldSeries = "jonovahti:alert_held";

// To be looked at in this order.
struct Expressions {
  std::string value;  // recorded as kValueSeries
  // Recorded as kHeldSeries; empty: `alert` does not need it, and `keep` is left to
  // keep_firing_for.
  std::string held;
  std::string alert;
};
// Looked at every `step`.
[[nodiscard]] Expressions expressions_of(const Rule& rule, const Site& site, Millis step);

}  // namespace jono::alerting
