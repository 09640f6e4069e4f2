// SPDX-License-Identifier: EUPL-1.2
// Reads the rules of the alerts.
#pragma once

#include <optional>
#include <vector>

#include "alerting/rule.h"
#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

[[nodiscard]] std::optional<alerting::Severity> severity(const Node& node);

// `config` has all but its alerts.
[[nodiscard]] std::optional<std::vector<alerting::Rule>> read_rules(const Node& node,
                                                                    const Config& config);

}  // namespace jono::config
