// SPDX-License-Identifier: EUPL-1.2
// Absolute time: UTC in whole milliseconds. Local time exists only in daemon/calendar.
#pragma once

#include <chrono>
#include <cstdint>
#include <ratio>

namespace jono {

using Millis = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Millis>;

// Before everything that may happen, and far enough from the ends of time to reckon with.
inline constexpr Instant kNever{Millis(-(std::int64_t{1} << 60))};

inline constexpr Millis kQuarterLength = std::chrono::minutes(15);

// The quarter hour of UTC that holds `t`, counted from the epoch. Every zone in use today has
// hours that are unions of four of these. Works for instants before the epoch too.
using Quarter = std::chrono::sys_time<std::chrono::duration<std::int32_t, std::ratio<900>>>;

constexpr Quarter quarter_of(Instant t) { return std::chrono::floor<Quarter::duration>(t); }

}  // namespace jono
