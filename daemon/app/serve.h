// SPDX-License-Identifier: EUPL-1.2
// The daemon: puts the parts together, starts them, waits for a signal and stops them in order.
#pragma once

#include "daemon/config/config.h"

namespace jono::app {

// Returns the exit code.
[[nodiscard]] int serve(const config::Config& config);

}  // namespace jono::app
