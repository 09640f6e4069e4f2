// SPDX-License-Identifier: EUPL-1.2
// The calls that a queue_log speaks of just now. By their raw ids, so that a call is hashed once
// and not on each of its lines.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/base/time.h"
#include "daemon/event/edge.h"

namespace jono::asterisk {

struct OpenCall {
  CallId id;
  LineId waiting;  // unset when the call waits nowhere
  Instant at;      // of its latest line
};

// Allocates only while there are more calls at once than ever before.
class OpenCalls {
 public:
  // The call, new or known; valid until it is forgotten. `raw` is a good id.
  OpenCall& get(std::string_view raw, const Edge& edge);
  void forget(std::string_view raw);
  // Calls whose latest line is older than that: their end will never come.
  void forget_before(Instant limit);
  // f(const OpenCall&) for each, in no order, then forgets all.
  void drain(auto f) {
    for (const auto& [raw, call] : calls_) f(call);
    calls_.clear();
  }
  [[nodiscard]] std::size_t size() const { return calls_.size(); }

 private:
  using Map = std::unordered_map<std::string, OpenCall, StringHash, std::equal_to<>>;
  Map calls_;
  std::vector<Map::node_type> spare_;  // nodes to be used again
};

}  // namespace jono::asterisk
