// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/lane.h"

namespace jono::engine {

OpenNode& OpenNodes::take() {
  if (free_.empty()) {
    OpenNode& node = nodes_.emplace_back();
    node.number = static_cast<std::uint32_t>(nodes_.size());
    return node;
  }
  OpenNode& node = at(free_.back());
  free_.pop_back();
  return node;
}

}  // namespace jono::engine
