// SPDX-License-Identifier: EUPL-1.2
// Reads the section on alerts.
#pragma once

#include <optional>

#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

// `config` has everything else.
[[nodiscard]] std::optional<Alerts> read_alerts(const Node& node, const Config& config);

}  // namespace jono::config
