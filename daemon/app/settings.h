// SPDX-License-Identifier: EUPL-1.2
// The configuration in the words of the parts that it is given to.
#pragma once

#include <vector>

#include "collectors/simulator/traffic.h"
#include "daemon/config/config.h"
#include "daemon/ledger/ledger.h"

namespace jono::app {

[[nodiscard]] std::vector<engine::LineSettings> line_settings(const config::Config& config);
[[nodiscard]] ledger::Settings ledger_settings(const config::Config& config);
// The lines that a simulator makes traffic for.
[[nodiscard]] std::vector<simulator::TrafficLine> traffic_lines(const config::Config& config,
                                                                const config::Source& source);

}  // namespace jono::app
