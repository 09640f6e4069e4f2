// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/model.h"

#include <algorithm>

#include "daemon/report/hours.h"
#include "daemon/report/small_cells.h"

namespace jono::report {
namespace {

using calendar::LocalDate;
using std::chrono::days;

constexpr days kMostDays(62);

Rows period_rows(const Facts& facts, const Report& report, Which which, const Period& period) {
  const Instant from = facts.zone.day_start(period.first);
  const Instant to = facts.zone.day_start(period.end);
  Rows out;
  for (std::size_t i = 0; i < report.subjects.size(); ++i) {
    const Subject& subject = report.subjects[i];
    const auto row = known_row(subject, which, from, to, facts.now);
    const Put put = subject.kind == Subject::Kind::line ? Put::line : Put::lines;
    out.push_back(
        {.subject = i, .from = from, .to = to, .figures = row ? Figures(*row, put) : Figures()});
  }
  return out;
}

Rows day_rows(const Facts& facts, const Report& report) {
  const std::vector<LocalDate> bounds = part_bounds(report);
  Rows out;
  for (std::size_t i = 0; i < report.subjects.size(); ++i) {
    const Subject& subject = report.subjects[i];
    const Put put = subject.kind == Subject::Kind::line ? Put::line : Put::lines;
    for (std::size_t part = 0; part + 1 < bounds.size(); ++part) {
      const Instant from = facts.zone.day_start(bounds[part]);
      const Instant to = facts.zone.day_start(bounds[part + 1]);
      const auto row = known_row(subject, &LineFacts::now, from, to, facts.now);
      out.push_back(
          {.subject = i, .from = from, .to = to, .figures = row ? Figures(*row, put) : Figures()});
    }
  }
  return out;
}

bool callbacks_final(const Facts& facts, const Report& report) {
  return std::ranges::all_of(facts.lines, [&](const LineFacts& line) {
    if (!line.now) return true;
    const engine::HourRow row = line.now->period(report.from, report.to);
    // Whether any is open may be hidden, so it must not be told by this.
    const std::int64_t waits =
        report.small_cells > 0 ? row.callbacks_requested : row.callbacks_open;
    const auto due = line.settings->calendar.due_end(std::min(report.to, facts.now) - Millis(1));
    return waits == 0 || !due || *due <= facts.now;
  });
}

Report empty_report(const Facts& facts, int small_cells) {
  Report out{.period = facts.period, .zone = facts.zone};
  out.from = facts.zone.day_start(facts.period.first);
  out.to = facts.zone.day_start(facts.period.end);
  if (facts.now < out.to) out.up_to = facts.now;
  out.small_cells = small_cells;
  out.subjects = subjects_of(facts);
  out.by_month = facts.period.end - facts.period.first > kMostDays;
  return out;
}

}  // namespace

std::vector<LocalDate> part_bounds(const Report& report) {
  std::vector<LocalDate> out{report.period.first};
  while (out.back() < report.period.end) {
    const std::chrono::year_month_day date(out.back());
    const LocalDate month_end(date.year() / date.month() / 1 + std::chrono::months(1));
    out.push_back(report.by_month ? std::min(month_end, report.period.end) : out.back() + days(1));
  }
  return out;
}

Report make_model(const Facts& facts, int small_cells) {
  Report out = empty_report(facts, small_cells);
  out.now = period_rows(facts, out, &LineFacts::now, facts.period);
  out.before = period_rows(facts, out, &LineFacts::before, previous(facts.period));
  out.year_before = period_rows(facts, out, &LineFacts::year_before, year_before(facts.period));
  out.same_day_final = callbacks_final(facts, out);
  if (small_cells > 0) {
    hide_small(out);
    add_merged_parts(facts, out);
    return out;
  }
  HoursOfLines hours;
  for (const LineFacts& line : facts.lines) hours.push_back(local_hours(facts, line));
  out.days = day_rows(facts, out);
  gather_hours(facts, hours, out);
  find_worst(facts, hours, out);
  return out;
}

}  // namespace jono::report
