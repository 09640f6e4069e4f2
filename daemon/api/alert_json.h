// SPDX-License-Identifier: EUPL-1.2
// The alerts' part of the API as JSON, both ways.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <string_view>

#include "alerting/alert_log.h"
#include "alerting/view.h"
#include "daemon/base/result.h"
#include "daemon/calendar/calendar.h"

namespace jono::api {

// Those that are pending, firing or unknown; with `all` the silent ones too.
[[nodiscard]] boost::json::array alert_list(const alerting::View& view, const calendar::Zone& zone,
                                            bool all = false);
// The same with silences and receivers.
[[nodiscard]] std::string alerts_json(const alerting::View& view, const calendar::Zone& zone,
                                      bool all);
// One object a line.
[[nodiscard]] std::string notifications_json(
    const std::vector<alerting::NotificationRecord>& records, const calendar::Zone& zone);
[[nodiscard]] std::string audit_json(const std::vector<alerting::AuditRecord>& records,
                                     const calendar::Zone& zone);

// {"alert":…,"line"|"group"|"source"|"backlog":…,"for":"2h","reason":…}: what is asked for.
struct PeoplesWish {
  std::string rule;                                    // empty: all
  std::optional<alerting::SilencedSubject> subject{};  // nullopt: all
  Millis length{0};
  std::string reason;
};
[[nodiscard]] Result<PeoplesWish> parse_wish(std::string_view body);

}  // namespace jono::api
