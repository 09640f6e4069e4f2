// SPDX-License-Identifier: EUPL-1.2
// Rows for spreadsheets and scripts: RFC 4180, comma, decimal point, durations in milliseconds.
#pragma once

#include <string>
#include <string_view>

#include "daemon/calendar/calendar.h"
#include "daemon/engine/hour_row.h"

namespace jono::api {

// The names of the columns, of which these two come first: "line,hour,from,to,offered,…".
[[nodiscard]] std::string csv_head(std::string_view first, std::string_view second);
// An absent figure is an empty cell.
void append_csv(std::string_view first, std::string_view second, const calendar::Zone& zone,
                const engine::HourRow& row, bool several_lines, std::string& out);

}  // namespace jono::api
