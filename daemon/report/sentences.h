// SPDX-License-Identifier: EUPL-1.2
// A report in a few sentences, made by rules from its figures. Nothing is said of a figure that is
// absent or hidden, nor compared or judged what is incomplete or not over.
#pragma once

#include <string>
#include <vector>

#include "daemon/report/model.h"

namespace jono::report {

// How same-day callbacks and calls went in all, against the target and the period before; the
// busiest day, and the days of the best and the weakest answer rate.
[[nodiscard]] std::vector<std::string> summary(const Report& report, Language language);

// What the reader must know before the figures: the period is not over, small counts are hidden,
// which line's data is incomplete.
[[nodiscard]] std::vector<std::string> cautions(const Report& report, Language language);

}  // namespace jono::report
