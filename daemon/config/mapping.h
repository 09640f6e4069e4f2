// SPDX-License-Identifier: EUPL-1.2
// Reads how a source's own records become events.
#pragma once

#include <optional>

#include "collectors/mapping/mapping.h"
#include "daemon/config/walk.h"

namespace jono::config {

enum class RecordForm { json, columns };

// `mapping_file`, `mapping` (whose templates follow the file's) and `zone` of a source; `zone` is
// the configuration's. nullopt: the source has none, or a faulty one. A mapping's file is opened
// here, and its samples are tried. `zone` without a mapping is a fault, unless it is of use for
// something else.
[[nodiscard]] std::optional<mapping::Mapping> read_mapping(Keys& keys, RecordForm form,
                                                           const calendar::Zone& zone,
                                                           bool zone_is_of_use = false);

// The name of a zone.
[[nodiscard]] std::optional<calendar::Zone> zone_of(const Node& node);

}  // namespace jono::config
