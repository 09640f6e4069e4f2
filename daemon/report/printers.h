// SPDX-License-Identifier: EUPL-1.2
// The forms of a report. All tell the same figures.
#pragma once

#include <string>

#include "daemon/report/model.h"

namespace jono::report {

// One file that needs nothing else: styles inside, no script.
[[nodiscard]] std::string print_html(const Report& report, Language language);

// RFC 4180 in UTF-8: one line a row of figures, dot decimals, shares 0..1, durations in
// milliseconds, instants with offset; empty where there is no data, "<5" or ".." where hidden. No
// cell begins like a formula.
[[nodiscard]] std::string print_csv(const Report& report, Language language);

// The same figures under the same names, null where there is no data; and the targets, the
// sentences and the definitions.
[[nodiscard]] std::string print_json(const Report& report, Language language);

}  // namespace jono::report
