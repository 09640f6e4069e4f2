// SPDX-License-Identifier: EUPL-1.2
// The named service levels and means, made from the columns of hours and days.
#pragma once

#include <string>
#include <vector>

namespace jono::alerting {

struct Recording {
  std::string name;  // jonovahti:day_answer_rate
  std::string expression;
};

// Absent where the denominator is 0, like the figures of reports.
[[nodiscard]] std::vector<Recording> service_levels();

}  // namespace jono::alerting
