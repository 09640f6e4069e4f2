// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/key_ring.h"

#include <algorithm>
#include <utility>

namespace jono::feed {

bool FeedKey::may_tell(const Event& event) const {
  if (every_line) return true;
  if (const auto* level = std::get_if<BacklogLevel>(&event.what)) {
    return std::ranges::find(backlogs, level->backlog) != backlogs.end();
  }
  return !event.line.set() || std::ranges::find(lines, event.line) != lines.end();
}

std::shared_ptr<const KeyTable> KeyRing::get() const {
  const std::lock_guard lock(mutex_);
  return table_;
}

void KeyRing::set(std::shared_ptr<const KeyTable> table) {
  const std::lock_guard lock(mutex_);
  table_ = std::move(table);
}

}  // namespace jono::feed
