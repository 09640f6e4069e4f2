// SPDX-License-Identifier: EUPL-1.2
// Reads when an alert's figure is out of bounds, and when it is back.
#pragma once

#include <vector>

#include "alerting/rule.h"
#include "daemon/config/walk.h"

namespace jono::config {

// Reads the keys when and clear into `out`. Gives all the conditions of both, which are about one
// figure; none after a fault in `when`.
[[nodiscard]] std::vector<alerting::Condition> read_conditions(Keys& keys,
                                                               const calendar::Zone& zone,
                                                               alerting::Rule& out);

}  // namespace jono::config
