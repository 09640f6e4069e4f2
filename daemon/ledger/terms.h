// SPDX-License-Identifier: EUPL-1.2
// Which sources count for which lines when, as a checkpoint keeps it: rows that were made under
// other terms have to be derived again.
#pragma once

#include <set>
#include <span>

#include "daemon/engine/line_settings.h"
#include "daemon/event/bytes.h"
#include "daemon/event/names.h"

namespace jono::ledger {

void save_terms(std::span<const engine::LineSettings> lines, const Names& names, ByteWriter& out);

// The lines whose terms are others than those that are read. What ends before them, as a checkpoint
// of old does, knew no terms.
[[nodiscard]] std::set<LineId> changed_terms(std::span<const engine::LineSettings> lines,
                                             const Names& names, ByteReader& in);

}  // namespace jono::ledger
