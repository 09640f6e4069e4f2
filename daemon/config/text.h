// SPDX-License-Identifier: EUPL-1.2
// Text from outside: is it UTF-8, and how is it shown in a fault?
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/fault.h"

namespace jono::config {

// Where `text` stops being UTF-8 without control characters (tab and line ends are fine), and why.
[[nodiscard]] std::optional<Fault> first_bad_byte(std::string_view text);

// Control characters as '?', cut to a length that fits a line.
[[nodiscard]] std::string printable(std::string_view text);

// What another part says of such a text, in one line: line ends and tabs as blanks.
[[nodiscard]] std::string one_line_of(std::string text);

// 'text', printable.
[[nodiscard]] std::string in_quotes(std::string_view text);

// " (did you mean 'aspa'?)" for the known name closest to `name`, or nothing when none is close.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       const std::vector<std::string_view>& known);

}  // namespace jono::config
