// SPDX-License-Identifier: EUPL-1.2
// When a report is due. Pure.
#pragma once

#include <functional>
#include <vector>

#include "daemon/calendar/calendar.h"
#include "daemon/report/period.h"

namespace jono::report {

// The week, month or tertial that holds `day`.
[[nodiscard]] Period holding(Period::Kind kind, calendar::LocalDate day);

// The periods of that kind that ended `after` ago or longer, the oldest first: from the one after
// the latest that is made. Where none of the latest `most` is made, the latest alone: nobody waits
// for those from before the schedule.
[[nodiscard]] std::vector<Period> due(Period::Kind kind, Millis after, const calendar::Zone& zone,
                                      Instant now, int most,
                                      const std::function<bool(const Period&)>& made);

}  // namespace jono::report
