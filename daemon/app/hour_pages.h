// SPDX-License-Identifier: EUPL-1.2
// The hour rows of the running daemon, or of what is kept where none runs.
#pragma once

#include <boost/json/array.hpp>
#include <string>

#include "daemon/base/result.h"
#include "daemon/base/time.h"
#include "daemon/config/config.h"

namespace jono::app {

// All rows of [from, to), as /api/v1/hours gives them; of every line where `line` is empty.
[[nodiscard]] Result<boost::json::array> hour_rows_in(const config::Config& config,
                                                      const std::string& line, Instant from,
                                                      Instant to);

}  // namespace jono::app
