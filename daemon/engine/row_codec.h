// SPDX-License-Identifier: EUPL-1.2
// A quarter row as bytes, whole: what was read back can be corrected further.
#pragma once

#include <string>
#include <string_view>

#include "daemon/engine/quarter_row.h"

namespace jono::engine {

// Appends the row.
void encode(const QuarterRow& row, std::string& out);

// Fills an empty row. False when the bytes are not such a row, which is then in any state.
[[nodiscard]] bool decode(std::string_view bytes, QuarterRow& row);

}  // namespace jono::engine
