// SPDX-License-Identifier: EUPL-1.2
// The figures of one row of a report, by their names in the definitions. Each may be absent (there
// is no data) or hidden (it would tell of too few people).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/engine/hour_row.h"

namespace jono::report {

struct Absent {
  bool operator==(const Absent&) const = default;
};
struct Hidden {
  int below = 0;  // shown as "<5": from 1 to one less; 0: nothing is said of it
  bool operator==(const Hidden&) const = default;
};
// A count, a duration, or a share 0..1.
using Value = std::variant<Absent, Hidden, std::int64_t, Millis, double>;

// How the hours of a row were put together, which tells the figures that it cannot have.
enum class Put : std::uint8_t {
  line,       // one time of one line
  lines,      // one time of several lines: the largest queue is unknown
  scattered,  // sums of hours that do not follow each other: no percentiles, nothing carried over
};

class Figures {
 public:
  Figures();  // all absent
  Figures(const engine::HourRow& row, Put put);

  // The columns, those made from them, and abandoned_without_short; in the order of the
  // definitions.
  [[nodiscard]] static std::span<const std::string_view> names();
  [[nodiscard]] std::span<const Value> values() const { return values_; }
  // A name that is none of names() is a bug.
  [[nodiscard]] const Value& at(std::string_view name) const;
  [[nodiscard]] Value& at(std::string_view name);

 private:
  std::vector<Value> values_;
};

}  // namespace jono::report
