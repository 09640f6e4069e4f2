// SPDX-License-Identifier: EUPL-1.2
// How Asterisk writes instants: seconds since the epoch, with or without a fraction.
#pragma once

#include <optional>
#include <string_view>

#include "daemon/base/time.h"

namespace jono::asterisk {

struct WireTime {
  Instant at;
  bool whole = false;  // no fraction was written: the clock counts whole seconds
  bool operator==(const WireTime&) const = default;
};

// "1795316395" or "1795316395.123456"; what is finer than a millisecond is cut off. nullopt for
// anything else, and after the year 9999.
[[nodiscard]] std::optional<WireTime> parse_wire_time(std::string_view text);

// A whole number of seconds, at most 100 000 000; nullopt for anything else.
[[nodiscard]] std::optional<std::chrono::seconds> parse_seconds(std::string_view text);

}  // namespace jono::asterisk
