// SPDX-License-Identifier: EUPL-1.2
// What `jonovahti log-level` asks of a running daemon.
#pragma once

#include <functional>
#include <string>

#include "daemon/http/message.h"

namespace jono::app {

// POST /api/v1/log-level over the control socket: applies until the configuration is read again.
// `note` is told who wants which level; it may be called on any thread.
[[nodiscard]] http::Route log_level_route(
    std::function<void(const std::string& who, const std::string& level)> note);

}  // namespace jono::app
