// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <functional>
#include <tuple>

#include "daemon/engine/made_figures.h"
#include "daemon/report/hours.h"

namespace jono::report {
namespace {

constexpr std::size_t kWorst = 5;
constexpr std::int64_t kLeastOffered = 5;  // a mean of fewer waits tells of chance

struct Found {
  std::size_t line;
  const engine::HourRow* row;
  double badness;
};

std::vector<LocalText> known_of(const Facts& facts, const LineFacts& line,
                                const engine::HourRow& row) {
  std::vector<LocalText> out;
  for (const Incident& incident : facts.incidents) {
    const bool of_line = incident.line == line.id;
    const bool goes_on = incident.to == kNever;
    if (of_line && incident.from < row.end && (goes_on || incident.to > row.start)) {
      if (std::ranges::find(out, incident.what) == out.end()) out.push_back(incident.what);
    }
  }
  return out;
}

// `badness` of a row; nullopt: it is none of the worst.
Rows worst(const Facts& facts, const HoursOfLines& hours, const Report& report,
           const std::function<std::optional<double>(const engine::HourRow&)>& badness) {
  std::vector<Found> found;
  for (std::size_t line = 0; line < hours.size(); ++line) {
    for (const LocalHour& hour : hours[line]) {
      if (const auto bad = badness(hour.row)) found.push_back({line, &hour.row, *bad});
    }
  }
  std::ranges::sort(found, [](const Found& a, const Found& b) {
    if (a.badness != b.badness) return a.badness > b.badness;
    return std::tie(a.row->start, a.line) < std::tie(b.row->start, b.line);
  });
  if (found.size() > kWorst) found.resize(kWorst);
  Rows out;
  const std::size_t first_line = report.subjects.size() - facts.lines.size();
  for (const Found& f : found) {
    out.push_back({.subject = first_line + f.line,
                   .from = f.row->start,
                   .to = f.row->end,
                   .figures = Figures(*f.row, Put::line),
                   .known = known_of(facts, facts.lines[f.line], *f.row)});
  }
  return out;
}

}  // namespace

void find_worst(const Facts& facts, const HoursOfLines& hours, Report& report) {
  report.slowest = worst(facts, hours, report, [](const engine::HourRow& row) {
    return row.offered < kLeastOffered ? std::nullopt : engine::wait_mean_all(row);
  });
  report.most_abandoned =
      worst(facts, hours, report, [](const engine::HourRow& row) -> std::optional<double> {
        if (row.abandoned == 0) return std::nullopt;
        return static_cast<double>(row.abandoned);
      });
}

}  // namespace jono::report
