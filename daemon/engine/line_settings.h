// SPDX-License-Identifier: EUPL-1.2
// What the engine has to know of a configured line. Plain; may be read from any thread.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "daemon/base/ids.h"
#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"

namespace jono::engine {

// Which of the three formulas the wall shows.
enum class ServiceLevel { answered, offered, asterisk2 };

// When a source counts for a line: for what is queued, refused or requested in [from, until).
struct Term {
  Instant from = kNever;
  Instant until = Instant::max();

  [[nodiscard]] bool holds(Instant t) const { return from <= t && t < until; }
  bool operator==(const Term&) const = default;
};

struct LineSettings {
  std::string id;
  calendar::LineCalendar calendar;
  calendar::Dated<Millis> wait_target{std::chrono::minutes(5)};
  Millis short_abandon = std::chrono::seconds(5);
  Millis lost_after = std::chrono::hours(4);
  ServiceLevel service_level = ServiceLevel::offered;
  std::map<SourceId, Term> terms = {};  // of the sources that do not count for it all the time

  [[nodiscard]] Term term(SourceId source) const {
    const auto found = terms.find(source);
    return found == terms.end() ? Term{} : found->second;
  }
};

}  // namespace jono::engine
