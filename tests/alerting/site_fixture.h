// SPDX-License-Identifier: EUPL-1.2
// A small site and snapshots of it, for tests: two lines in one group, one source, one backlog.
#pragma once

#include <memory>

#include "alerting/board.h"
#include "alerting/rule.h"
#include "alerting/site.h"
#include "daemon/engine/snapshot.h"

namespace jono::alerting {

inline constexpr Instant kMonday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
// Mondays to Fridays 8-16; time is UTC.
[[nodiscard]] calendar::LineCalendar office_hours();
[[nodiscard]] Site small_site();

// All quiet and well known at `now`.
[[nodiscard]] engine::Snapshot quiet(Instant now);
// The line's part of `snapshot`, to be changed.
[[nodiscard]] engine::LineSnapshot& line_of(engine::Snapshot& snapshot, std::uint32_t line);

inline constexpr Subject kAspa{Subject::Kind::line, 0};
inline constexpr Subject kVaihde{Subject::Kind::line, 1};
inline constexpr Subject kGroup{Subject::Kind::group, 0};
inline constexpr Subject kAce{Subject::Kind::source, 0};
inline constexpr Subject kDictations{Subject::Kind::backlog, 0};

// Of `subject`, with no `for`, no `keep`, always; the rest is for the test to change.
[[nodiscard]] Rule simple_rule(std::string_view when, const Subject& subject);
[[nodiscard]] Condition condition(std::string_view text);

}  // namespace jono::alerting
