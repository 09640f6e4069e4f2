// SPDX-License-Identifier: EUPL-1.2
// Reads `reports`: what is made by itself, when, and who gets it.
#pragma once

#include <optional>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

[[nodiscard]] std::optional<std::vector<ScheduledReport>> read_reports(const Node& node,
                                                                       Language usual);

}  // namespace jono::config
