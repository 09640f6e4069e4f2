// SPDX-License-Identifier: EUPL-1.2
// What the engine has to know of a configured line. Plain; may be read from any thread.
#pragma once

#include <chrono>
#include <string>

#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"

namespace jono::engine {

// Which of the three formulas the wall shows.
enum class ServiceLevel { answered, offered, asterisk2 };

struct LineSettings {
  std::string id;
  calendar::LineCalendar calendar;
  calendar::Dated<Millis> wait_target{std::chrono::minutes(5)};
  Millis short_abandon = std::chrono::seconds(5);
  Millis lost_after = std::chrono::hours(4);
  ServiceLevel service_level = ServiceLevel::offered;
};

}  // namespace jono::engine
