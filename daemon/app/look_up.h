// SPDX-License-Identifier: EUPL-1.2
// What commands ask of the figures: the running daemon, or, where none runs, what it has kept.
#pragma once

#include <string>

#include "daemon/app/control_client.h"
#include "daemon/config/config.h"

namespace jono::app {

// The answer to a GET of the API. Without a daemon the data directory is opened as it would open
// it, for as long as the answer takes.
[[nodiscard]] Result<ControlAnswer> look_up(const config::Config& config,
                                            const std::string& path_and_query);

// Its body, or as an error what a problem document says.
[[nodiscard]] Result<std::string> look_up_body(const config::Config& config,
                                               const std::string& path_and_query);

}  // namespace jono::app
