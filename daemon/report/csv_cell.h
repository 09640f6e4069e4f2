// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace jono::report {

// A text as one cell of RFC 4180. What a spreadsheet would take for a formula is made text by an
// apostrophe.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace jono::report
