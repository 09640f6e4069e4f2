// SPDX-License-Identifier: EUPL-1.2
// The sections of a report's page, one function each. A section without tables is left out.
#pragma once

#include "daemon/report/page.h"

namespace jono::report {

// One line a subject.
[[nodiscard]] Section same_day_section(const Report& report, Language language);
[[nodiscard]] Section calls_section(const Report& report, Language language);
[[nodiscard]] Section waits_section(const Report& report, Language language);

// The county's own table, a column a line: to be pasted into its self-monitoring report.
[[nodiscard]] Section county_section(const Report& report, Language language);

// A table a subject.
[[nodiscard]] Section comparison_section(const Report& report, Language language);
[[nodiscard]] Section days_section(const Report& report, Language language);
[[nodiscard]] Section hours_section(const Report& report, Language language);
[[nodiscard]] Section heat_section(const Report& report, Language language);

[[nodiscard]] Section slowest_section(const Report& report, Language language);
[[nodiscard]] Section most_abandoned_section(const Report& report, Language language);

// Rows of one subject.
[[nodiscard]] std::vector<const Row*> rows_of(const Rows& rows, std::size_t subject);

}  // namespace jono::report
