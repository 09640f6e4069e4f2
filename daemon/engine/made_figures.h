// SPDX-License-Identifier: EUPL-1.2
// The figures made from the columns of a row: of an hour or of several put together. Each is absent
// where its denominator is 0. Formulas: "Figures made from the columns" of the definitions.
#pragma once

#include <optional>

#include "daemon/engine/hour_row.h"
#include "daemon/engine/line_settings.h"

namespace jono::engine {

// Shares, 0..1.
[[nodiscard]] std::optional<double> answer_rate(const HourRow& row);
[[nodiscard]] std::optional<double> answer_rate_without_short(const HourRow& row);
// Without the callers who chose to be called back.
[[nodiscard]] std::optional<double> answer_rate_without_callbacks(const HourRow& row);
[[nodiscard]] std::optional<double> service_level(const HourRow& row, ServiceLevel formula);
[[nodiscard]] std::optional<double> same_day_callbacks(const HourRow& row);

// Milliseconds.
[[nodiscard]] std::optional<double> wait_mean_answered(const HourRow& row);
[[nodiscard]] std::optional<double> wait_mean_all(const HourRow& row);
[[nodiscard]] std::optional<double> callback_delay_mean(const HourRow& row);
[[nodiscard]] std::optional<double> callback_open_delay_mean(const HourRow& row);

// Visits: queue_ms over `time`, which is an hour's length so far, or a day's opening time.
[[nodiscard]] std::optional<double> queue_mean(const HourRow& row, Millis time);

}  // namespace jono::engine
