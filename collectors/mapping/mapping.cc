// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/mapping.h"

#include <algorithm>

namespace jono::mapping {

std::size_t Mapping::place(const std::string& name) {
  const auto found = std::ranges::find(places, name);
  if (found != places.end()) return static_cast<std::size_t>(found - places.begin());
  places.push_back(name);
  return places.size() - 1;
}

}  // namespace jono::mapping
