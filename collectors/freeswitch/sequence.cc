// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/sequence.h"

#include <algorithm>

namespace jono::freeswitch {

Sequence::Found Sequence::came(std::uint64_t number, Time now) {
  const std::uint64_t before = highest_.value_or(number);
  if (number <= before) {
    if (before - number <= kMostMissing) {
      highest_ = before;
      missing_.erase(number);
      return Found::nothing;
    }
    highest_ = number;
    missing_.clear();
    return Found::restart;
  }
  highest_ = number;
  if (number - before - 1 + missing_.size() > kMostMissing) {
    missing_.clear();
    return Found::hole;
  }
  for (std::uint64_t n = before + 1; n < number; ++n) missing_.emplace(n, now);
  return Found::nothing;
}

// The lowest is the one that has been missing for the longest.
Sequence::Found Sequence::look(Time now) {
  if (now < next_deadline()) return Found::nothing;
  missing_.clear();
  return Found::hole;
}

Sequence::Time Sequence::next_deadline() const {
  return missing_.empty() ? Time::max() : missing_.begin()->second + kPatience;
}

}  // namespace jono::freeswitch
