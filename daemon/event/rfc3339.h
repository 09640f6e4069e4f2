// SPDX-License-Identifier: EUPL-1.2
// Instants as RFC 3339 text. Only what four-digit years can say is an instant here.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/time.h"

namespace jono {

// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z.
inline constexpr Instant kFirstInstant =
    std::chrono::sys_days(std::chrono::year(0) / std::chrono::January / 1);
inline constexpr Instant kLastInstant =
    std::chrono::sys_days(std::chrono::year(10000) / std::chrono::January / 1) - Millis(1);

// Date, `T`, time, an optional fraction of which what is finer than a millisecond is cut off, and
// `Z` or an offset with a colon. Second 60, hour 24, a space for the `T`, anything before or after
// and what lies outside the two instants above are refused.
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text);

// 2026-11-23T06:15:02.412Z. `t` lies between the two instants above.
void append_utc(std::string& out, Instant t);
[[nodiscard]] std::string format_utc(Instant t);

}  // namespace jono
