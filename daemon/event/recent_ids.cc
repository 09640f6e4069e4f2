// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/recent_ids.h"

#include <algorithm>
#include <functional>

namespace jono {

std::array<std::uint64_t, 2> RecentIds::digest(std::string_view raw) {
  if (raw.empty() || raw.size() > kLongest) return hasher_.digest(raw);
  Slot& slot = slots_[std::hash<std::string_view>()(raw) % kSlots];
  if (std::string_view(slot.raw.data(), slot.length) == raw) return slot.hash;
  slot.hash = hasher_.digest(raw);
  slot.length = static_cast<std::uint8_t>(raw.size());
  std::ranges::copy(raw, slot.raw.begin());
  return slot.hash;
}

}  // namespace jono
