// SPDX-License-Identifier: EUPL-1.2
// Reads opening hours: dated versions of weekly intervals, with exceptions and holidays, and the
// hours of anything else.
#pragma once

#include <optional>
#include <vector>

#include "daemon/calendar/calendar.h"
#include "daemon/config/walk.h"

namespace jono::config {

// Sorted by `from`. An empty list is a line that never opens.
[[nodiscard]] std::optional<std::vector<calendar::OpeningVersion>> opening(const Node& node);

// Hours that never change: a list of intervals for every day, or {weekly: …, holidays: …}. At least
// one interval.
[[nodiscard]] std::optional<calendar::OpeningVersion> standing_hours(const Node& node);

// What a line has when nothing is said: Monday to Friday 8-16, Finnish holidays, from 2022 on.
[[nodiscard]] std::vector<calendar::OpeningVersion> usual_opening();

}  // namespace jono::config
