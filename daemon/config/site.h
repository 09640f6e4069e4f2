// SPDX-License-Identifier: EUPL-1.2
// What the configuration gives alerting to watch.
#pragma once

#include "alerting/site.h"
#include "daemon/config/config.h"

namespace jono::config {

// Groups are those that lines name. A source without lines serves every line.
[[nodiscard]] alerting::Site site(const Config& config);

}  // namespace jono::config
