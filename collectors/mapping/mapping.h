// SPDX-License-Identifier: EUPL-1.2
// How the records of a phone system that has a format of its own become events, as the
// configuration says it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/calendar/calendar.h"
#include "daemon/event/raw_event.h"

namespace jono::mapping {

enum class TimeForm : std::uint8_t { rfc3339, micros, millis, seconds, written };

// A duration in the record: h:mm:ss, or a number of `unit`.
struct Length {
  std::size_t place = 0;
  TimeForm unit = TimeForm::seconds;  // micros, millis or seconds
};

// One field of an event: a constant, or a value of the record.
struct Rule {
  Field field{};
  std::optional<std::string> constant{};
  std::size_t place = 0;                                     // in Mapping::places
  std::map<std::string, std::string, std::less<>> values{};  // empty: the value as it is
  std::optional<std::string> otherwise{};  // of a value that `values` has not, or that is absent
  TimeForm form = TimeForm::rfc3339;       // of `at` and `oldest_at`
  std::string format{};                    // of TimeForm::written, checked by TimeFormat
  std::optional<Length> plus{};            // added to the instant
};

// Holds where the value's spelling is one of `in`, or, where `in` is empty, where it `exists`.
struct Condition {
  std::size_t place = 0;
  std::vector<std::string> in{};
  bool exists = true;
};

// An event for each record of which all conditions hold.
struct Template {
  std::vector<Condition> when{};
  std::vector<Rule> rules{};
};

struct Mapping {
  // Each place that a rule or condition looks at, once: JSON Pointers (RFC 6901), or names of
  // columns.
  std::vector<std::string> places{};
  bool columns = false;
  std::vector<Template> templates{};
  calendar::Zone zone = calendar::Zone::utc();  // of instants written without an offset
  char decimal = '.';                           // of numbers with a fraction

  // The number of `place`, new or not.
  std::size_t place(const std::string& name);
};

}  // namespace jono::mapping
