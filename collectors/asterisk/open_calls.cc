// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/open_calls.h"

#include <utility>

namespace jono::asterisk {

OpenCall& OpenCalls::get(std::string_view raw, const Edge& edge) {
  if (const auto known = calls_.find(raw); known != calls_.end()) return known->second;
  const OpenCall fresh{edge.call(raw), LineId{}, Instant{}};
  if (spare_.empty()) return calls_.emplace(raw, fresh).first->second;
  Map::node_type node = std::move(spare_.back());
  spare_.pop_back();
  node.key() = raw;
  node.mapped() = fresh;
  return calls_.insert(std::move(node)).position->second;
}

void OpenCalls::forget(std::string_view raw) {
  if (const auto known = calls_.find(raw); known != calls_.end()) {
    spare_.push_back(calls_.extract(known));
  }
}

void OpenCalls::forget_before(Instant limit) {
  std::erase_if(calls_, [limit](const auto& entry) { return entry.second.at < limit; });
}

}  // namespace jono::asterisk
