// SPDX-License-Identifier: EUPL-1.2
// What stands in the body of one text/event-plain: "Name: value" lines, values url-encoded. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/time.h"

namespace jono::freeswitch {

// Decoded; empty when missing. What is no escape stays as it is.
[[nodiscard]] std::string value_of(std::string_view event, std::string_view name);

// Digits and nothing else.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text);

// Seconds, or microseconds, since 1970; nullopt for anything else, for 0 and after the year 9999.
[[nodiscard]] std::optional<Instant> instant_of_seconds(std::string_view text);
[[nodiscard]] std::optional<Instant> instant_of_micros(std::string_view text);

}  // namespace jono::freeswitch
