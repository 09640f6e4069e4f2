// SPDX-License-Identifier: EUPL-1.2
// Small words of PromQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/time.h"

namespace jono::alerting::promql {

// A string literal.
[[nodiscard]] std::string quoted(std::string_view text);
// "1h30m"; "0s" for nothing. Not negative.
[[nodiscard]] std::string duration(Millis length);
// As time() gives it.
[[nodiscard]] std::string timestamp(Instant t);
// Matches these values and no others: line=~"aspa|vaihde".
[[nodiscard]] std::string matcher(std::string_view label, const std::vector<std::string>& values);

}  // namespace jono::alerting::promql
