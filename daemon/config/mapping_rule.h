// SPDX-License-Identifier: EUPL-1.2
// Reads the rules of an event template.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "collectors/mapping/mapping.h"
#include "daemon/config/walk.h"

namespace jono::config {

// The fields that a rule may give, by their names in the event format; nullopt for any other.
[[nodiscard]] std::optional<Field> mapped_field(std::string_view name);

// `pointer` or `column`, whichever the mapping has, as a number of its places.
[[nodiscard]] std::size_t read_place(Keys& keys, mapping::Mapping& into);

// What `node` gives for `field`: a constant, or a map of where to look.
[[nodiscard]] mapping::Rule read_rule(Field field, const Node& node, mapping::Mapping& into);

// A rule for each field that `keys` names; `type` and `at` are needed.
[[nodiscard]] std::vector<mapping::Rule> read_rules(Keys& keys, mapping::Mapping& into);

}  // namespace jono::config
