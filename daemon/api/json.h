// SPDX-License-Identifier: EUPL-1.2
// The forms that figures, instants and names have in every answer.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/local_text.h"
#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"
#include "daemon/engine/hour_row.h"
#include "daemon/http/message.h"

namespace jono::api {

inline constexpr std::string_view kJson = "application/json; charset=utf-8";
inline constexpr std::string_view kNdjson = "application/x-ndjson; charset=utf-8";
inline constexpr std::string_view kCsv = "text/csv; charset=utf-8";

// {"fi":…,"sv":…,"en":…}
[[nodiscard]] boost::json::value json_of(const LocalText& text);
// 2026-11-23
[[nodiscard]] std::string text_of(calendar::LocalDate day);
// null where there is none, or it is kNever.
[[nodiscard]] boost::json::value json_of(std::optional<Instant> t, const calendar::Zone& zone);
// Whole numbers without a fraction; null where there is none.
[[nodiscard]] boost::json::value json_of(std::optional<double> figure);
[[nodiscard]] boost::json::value seconds_of(std::optional<Millis> time);

// Every column and, under "figures", what is made of them.
struct RowForm {
  bool several_lines = false;  // queue_max is null: the lines' largest need not fall together
};
[[nodiscard]] boost::json::object json_of(const engine::HourRow& row, const calendar::Zone& zone,
                                          RowForm form = {});

[[nodiscard]] http::Response answer(const boost::json::value& value);
// The same; the client may ask whether it has changed.
[[nodiscard]] http::Response kept_answer(const boost::json::value& value);
// While there is nothing to tell yet.
[[nodiscard]] http::Response still_reading();

}  // namespace jono::api
