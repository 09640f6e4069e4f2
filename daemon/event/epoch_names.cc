// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/epoch_names.h"

#include <cstdint>

namespace jono {

EpochId EpochNames::intern(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (const auto it = ids_.find(name); it != ids_.end()) return it->second;
  if (names_.size() == kMost) return EpochId{};
  const EpochId id{static_cast<std::uint32_t>(names_.size())};
  names_.emplace_back(name);
  ids_.emplace(name, id);
  return id;
}

const std::string& EpochNames::of(EpochId id) const {
  const std::lock_guard lock(mutex_);
  return names_[id.value];
}

std::uint32_t EpochNames::size() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::uint32_t>(names_.size());
}

}  // namespace jono
