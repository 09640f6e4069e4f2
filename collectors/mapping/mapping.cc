// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/mapping.h"

#include <algorithm>
#include <array>

namespace jono::mapping {

std::size_t Mapping::place(const std::string& name) {
  const auto found = std::ranges::find(places, name);
  if (found != places.end()) return static_cast<std::size_t>(found - places.begin());
  places.push_back(name);
  return places.size() - 1;
}

std::optional<Field> mapped_field(std::string_view name) {
  constexpr std::array kMapped = {Field::type,   Field::at,       Field::line,      Field::call,
                                  Field::agent,  Field::callback, Field::reason,    Field::result,
                                  Field::state,  Field::open,     Field::oldest_at, Field::cls,
                                  Field::coarse, Field::seq,      Field::epoch};
  const auto field = kFieldNames.find(name);
  if (!field || std::ranges::find(kMapped, *field) == kMapped.end()) return std::nullopt;
  return field;
}

}  // namespace jono::mapping
