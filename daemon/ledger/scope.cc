// SPDX-License-Identifier: EUPL-1.2
#include "daemon/ledger/scope.h"

namespace jono::ledger {

void Scope::clear() {
  events.clear();
  refusals.clear();
  places.clear();
  durable.clear();
  numbers_.clear();
  numbered_ = 0;
}

bool Scope::holds(const Event& event) {
  for (; numbered_ < events.size(); ++numbered_) {
    const Event& one = events[numbered_];
    if (one.seq > 0) numbers_.emplace(Number{one.source, one.epoch, one.seq}, numbered_);
  }
  const auto at = numbers_.find({event.source, event.epoch, event.seq});
  return at != numbers_.end() && same_content(events[at->second], event);
}

}  // namespace jono::ledger
