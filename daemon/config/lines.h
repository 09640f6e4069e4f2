// SPDX-License-Identifier: EUPL-1.2
// Reads the lines, their defaults and the backlogs.
#pragma once

#include <optional>
#include <vector>

#include "daemon/calendar/calendar.h"
#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

// What a line is when nothing is said of it; without an id.
[[nodiscard]] Line usual_line(const calendar::Zone& zone);

// `usual` with what the map of defaults says instead.
[[nodiscard]] std::optional<Line> read_defaults(const Node& node, const Line& usual);

// Both sorted by id.
[[nodiscard]] std::optional<std::vector<Line>> read_lines(const Node& node, const Line& defaults);
[[nodiscard]] std::optional<std::vector<Backlog>> read_backlogs(const Node& node,
                                                                const calendar::Zone& zone);

}  // namespace jono::config
