// SPDX-License-Identifier: EUPL-1.2
// The sources beside their phone systems: into outboxes, and from there to remote daemons.
#pragma once

#include "daemon/config/config.h"

namespace jono::app {

// Runs until SIGINT or SIGTERM; the exit code. `config` has a bridge.
[[nodiscard]] int run_bridge(const config::Config& config);

}  // namespace jono::app
