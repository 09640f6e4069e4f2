// SPDX-License-Identifier: EUPL-1.2
// What the daemon tells of itself: health, metrics, and what else there is to ask.
#pragma once

#include <vector>

#include "daemon/api/parts.h"
#include "daemon/http/message.h"

namespace jono::api {

[[nodiscard]] std::vector<http::Route> make_daemon_routes(const Parts& parts);

}  // namespace jono::api
