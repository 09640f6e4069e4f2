// SPDX-License-Identifier: EUPL-1.2
// Two sources that hear the same Asterisk would count each visit twice.
#pragma once

#include <utility>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

// A fault at each source that serves a queue of a line as one before it does, in the same Asterisk
// as far as can be told: at the same address or file, or one by its manager and one by its log.
void refuse_doubled_queues(const std::vector<std::pair<Source, Node>>& sources,
                           const std::vector<Line>& lines);

}  // namespace jono::config
