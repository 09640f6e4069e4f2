// SPDX-License-Identifier: EUPL-1.2
// The periods that reports are made of: whole local days. Pure.
#pragma once

#include <string>
#include <string_view>

#include "daemon/base/result.h"
#include "daemon/calendar/calendar.h"

namespace jono::report {

struct Period {
  enum class Kind { week, month, tertial, span };
  Kind kind{};
  calendar::LocalDate first{};
  calendar::LocalDate end{};  // the day after its last
  bool operator==(const Period&) const = default;
};

// "2026-W47" (ISO 8601), "2026-11", "2026-T3" (September to December) or "2026-11-01..2026-11-15"
// (both days belong to it; at most ten years). The error says what is expected.
[[nodiscard]] Result<Period> parse_period(std::string_view text);
// As parse_period() takes it.
[[nodiscard]] std::string id_of(const Period& period);

// The one of the same kind before it; of a span the as many days that end where it begins.
[[nodiscard]] Period previous(const Period& period);
// The same week, month or tertial a year earlier (week 53 is compared with week 52 where the
// earlier year has none); of a span the same dates, 29 February becoming the 28th.
[[nodiscard]] Period year_before(const Period& period);

}  // namespace jono::report
