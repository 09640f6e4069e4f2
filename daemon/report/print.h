// SPDX-License-Identifier: EUPL-1.2
// Numbers, times and dates as people read them.
#pragma once

#include <string>

#include "daemon/base/local_text.h"
#include "daemon/report/figures.h"

namespace jono::report {

// h:mm:ss, rounded half up to the second; hours are unbounded.
[[nodiscard]] std::string duration(Millis value);
// "1 234": groups of three, with no-break spaces.
[[nodiscard]] std::string count(std::int64_t value);
// "87,5 %", in English "87.5%". What is not all is never printed as 100, what is some never as 0.
[[nodiscard]] std::string percent(double share, Language language);
// Without a decimal where it is whole: a target.
[[nodiscard]] std::string round_percent(double share, Language language);
// "23.11.2026", in English "2026-11-23".
[[nodiscard]] std::string date(calendar::LocalDate day, Language language);
// From the first day to the one before `end`; one date where it is one day.
[[nodiscard]] std::string dates(calendar::LocalDate first, calendar::LocalDate end,
                                Language language);
// "8:05", in English and Swedish "08:05"; a Finnish clock has a full stop: "8.05".
[[nodiscard]] std::string clock(const calendar::Zone& zone, Instant t, Language language);
// "–" where it is absent, "<5" or ".." where it is hidden.
[[nodiscard]] std::string shown(const Value& value, Language language);
// What `now` is more than `then`: "+12,3 %" of counts, percentage points of shares, "+0:01:05" of
// durations; "–" where either is missing, or a count of none would have to be divided by.
[[nodiscard]] std::string change(const Value& now, const Value& then, Language language);

}  // namespace jono::report
