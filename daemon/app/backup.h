// SPDX-License-Identifier: EUPL-1.2
// What `jonovahti backup` asks of a running daemon.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "daemon/http/message.h"

namespace jono::app {

// POST /api/v1/backup over the control socket. `note` is told who had which directory made; it may
// be called on any thread.
[[nodiscard]] http::Route backup_route(
    std::filesystem::path data_dir,
    std::function<void(const std::string& who, const std::string& to)> note);

}  // namespace jono::app
