// SPDX-License-Identifier: EUPL-1.2
// Whom the rows of a report tell of: each line, each group of lines, and all lines together; and
// what is known of one of them over a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/report/facts.h"

namespace jono::report {

struct Subject {
  enum class Kind { line, group, all };
  Kind kind{};
  std::string id;  // of the line or group; "all"
  LocalText name;
  std::vector<const LineFacts*> lines;
};

// All lines together first (where there is more than one), then the groups by their first line,
// then the lines. They point into `facts`.
[[nodiscard]] std::vector<Subject> subjects_of(const Facts& facts);

// Which of a line's records: of the period, of the one before it or of the one a year before.
using Which = std::shared_ptr<const engine::LineRecord> LineFacts::*;

// The lines' records that have rows before `end`.
[[nodiscard]] std::vector<const engine::LineRecord*> begun(const Subject& subject, Which which,
                                                           Instant end);

// [start, end) as one row. Nullopt where nothing is known: no line has begun, it has not come yet
// by `now`, or no source was there and nothing was heard.
[[nodiscard]] std::optional<engine::HourRow> known_row(const Subject& subject, Which which,
                                                       Instant start, Instant end, Instant now);

// Whether the row says nothing: no source was there and nothing was heard.
[[nodiscard]] bool unknown(const engine::HourRow& row);

}  // namespace jono::report
