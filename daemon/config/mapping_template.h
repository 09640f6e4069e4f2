// SPDX-License-Identifier: EUPL-1.2
// Reads the templates of a mapping, and the conditions of other rules.
#pragma once

#include <vector>

#include "collectors/mapping/mapping.h"
#include "daemon/config/walk.h"

namespace jono::config {

// A list of conditions that must all hold.
[[nodiscard]] std::vector<mapping::Condition> read_conditions(const Node& node,
                                                              mapping::Mapping& into);

// One template, or a list of them, to the end of those that are there.
void read_templates(const Node& node, mapping::Mapping& into);

}  // namespace jono::config
