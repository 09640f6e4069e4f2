// SPDX-License-Identifier: EUPL-1.2
// Reads the templates of a mapping.
#pragma once

#include "collectors/mapping/mapping.h"
#include "daemon/config/walk.h"

namespace jono::config {

// One template, or a list of them, to the end of those that are there.
void read_templates(const Node& node, mapping::Mapping& into);

}  // namespace jono::config
