// SPDX-License-Identifier: EUPL-1.2
// Numbers and durations as Finnish and Swedish reports print them. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "daemon/base/time.h"

namespace jono::file {

enum class Decimal { comma, point };

// 1234, 1 234,5 with blanks, U+00A0 or U+202F between whole groups of three; nothing below 0,
// nothing that is not finite, at most 15 digits. nullopt for anything else.
[[nodiscard]] std::optional<double> parse_number(std::string_view text, Decimal decimal);

// h:mm:ss with two digits for minutes and seconds, below 60, or seconds as a number. 0:26:79 and
// 9:47:5 have no certain reading, nor has 13:25.
[[nodiscard]] std::optional<Millis> parse_duration(std::string_view text, Decimal decimal);

}  // namespace jono::file
