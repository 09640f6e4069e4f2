// SPDX-License-Identifier: EUPL-1.2
// What a report says, before it has a language or a form: made once, printed three ways.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "daemon/report/figures.h"
#include "daemon/report/subject.h"

namespace jono::report {

// Below this coverage a time is called incomplete, and nothing is judged by its figures.
inline constexpr double kComplete = 0.99;

struct Row {
  std::size_t subject = 0;  // place in Report::subjects
  Instant from{};           // with `to`: the time that the row is of, or is gathered from
  Instant to{};
  std::optional<unsigned> weekday{};  // gathered from this one's: Monday is 1
  std::optional<unsigned> hour{};     // gathered from the local clock hours [hour, hour_end)
  unsigned hour_end = 0;
  Figures figures{};
  std::vector<LocalText> known{};  // what else is known of its time
};
using Rows = std::vector<Row>;

struct Report {
  Period period;
  calendar::Zone zone;
  Instant from{}, to{};
  std::optional<Instant> up_to{};  // the period is not over: what is told up to
  int small_cells = 0;             // as in Wish; 3 or more, or 0
  std::vector<Subject> subjects{};
  // One row a subject, in their order; all figures absent where nothing is known.
  Rows now{}, before{}, year_before{};
  bool by_month = false;  // what `days` holds instead, in periods of more than 62 days
  Rows days{};
  Rows hours{};           // by hour of the day
  Rows heat{};            // by weekday and hour
  Rows slowest{};         // of single lines: the hours with the longest mean waits, worst first
  Rows most_abandoned{};  // likewise
  // The period's callbacks that are open still had time by `now`: the same-day share may rise.
  bool same_day_final = true;

  [[nodiscard]] const Subject& subject(const Row& row) const { return subjects[row.subject]; }
};

// The first days of the parts that the period is told in, days or months, and its end.
[[nodiscard]] std::vector<calendar::LocalDate> part_bounds(const Report& report);

// `facts` must outlive the report.
[[nodiscard]] Report make_model(const Facts& facts, int small_cells);

}  // namespace jono::report
