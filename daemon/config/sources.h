// SPDX-License-Identifier: EUPL-1.2
// Reads the sources.
#pragma once

#include <optional>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

// Sorted by id. `lines` is sorted, too; `zone` is the configuration's.
[[nodiscard]] std::optional<std::vector<Source>> read_sources(const Node& node,
                                                              const std::vector<Line>& lines,
                                                              const calendar::Zone& zone);

}  // namespace jono::config
