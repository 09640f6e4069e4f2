// SPDX-License-Identifier: EUPL-1.2
// What a report for publishing may tell. Counts are a tree: offered calls are answered, unanswered
// or still waiting, the unanswered are abandoned or something else, and so on. The parts of a count
// are shown only together, and only where none of them is small (from 1 to one less than the
// limit): hiding the small one alone would leave it to subtraction. Sums over lines are shown only
// where every line's part is. Days and hours are not hidden but put together until none is small,
// and are told of single lines whose period shows them; so no two tables share a margin that hides
// a cell. Two reports of overlapping periods are not held against each other: publish weeks, or
// months.
#pragma once

#include "daemon/report/model.h"

namespace jono::report {

// Hides in `now`, `before` and `year_before` what must not be told.
void hide_small(Report& report);

// Fills `days` and `hours`.
void add_merged_parts(const Facts& facts, Report& report);

}  // namespace jono::report
