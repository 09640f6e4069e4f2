// SPDX-License-Identifier: EUPL-1.2
// Days and hours of the day, put together until none tells of too few people.
#include <algorithm>
#include <array>

#include "daemon/report/hours.h"
#include "daemon/report/small_cells.h"

namespace jono::report {
namespace {

using engine::HourRow;

// A mean of fewer than five must not be told either.
constexpr int kLeastAnswered = 5;

constexpr std::string_view kTold[] = {"offered", "answered",    "waiting",
                                      "open_ms", "answer_rate", "wait_mean_answered_ms",
                                      "coverage"};

bool safe(const HourRow& row, int limit) {
  const int least = std::max(limit, kLeastAnswered);
  const std::int64_t unanswered = row.offered - row.waiting - row.answered;
  return std::ranges::none_of(std::array{row.answered, unanswered, row.waiting},
                              [&](std::int64_t part) { return part > 0 && part < least; });
}

Figures told(const HourRow& row) {
  const Figures all(row, Put::scattered);
  Figures out;
  for (const std::string_view name : Figures::names()) {
    if (!std::holds_alternative<Absent>(all.at(name))) out.at(name) = Hidden();
  }
  for (const std::string_view name : kTold) out.at(name) = all.at(name);
  return out;
}

// Joins neighbours of 0..count until each is safe; the last ones join what is before them.
// `row_of(first, end)` is the row of a run. Empty: not even all of them together are worth telling.
template <class RowOf>
std::vector<std::pair<int, int>> safe_runs(int count, int limit, RowOf row_of) {
  std::vector<std::pair<int, int>> runs;
  int first = 0;
  for (int end = 1; end <= count; ++end) {
    const std::optional<HourRow> row = row_of(first, end);
    if (row && !safe(*row, limit)) continue;
    runs.emplace_back(first, end);
    first = end;
  }
  if (runs.empty()) return runs;
  runs.back().second = count;
  // Joined, they may be small again: so do all those before.
  while (runs.size() > 1) {
    const std::optional<HourRow> row = row_of(runs.back().first, count);
    if (!row || safe(*row, limit)) break;
    runs.pop_back();
    runs.back().second = count;
  }
  if (runs.size() < 2) runs.clear();
  return runs;
}

void merge_days(const Facts& facts, std::size_t subject, Report& report) {
  const std::vector<calendar::LocalDate> bounds = part_bounds(report);
  const auto start = [&](int part) { return facts.zone.day_start(bounds[std::size_t(part)]); };
  const auto row_of = [&](int first, int end) {
    return known_row(report.subjects[subject], &LineFacts::now, start(first), start(end),
                     facts.now);
  };
  const int count = static_cast<int>(bounds.size()) - 1;
  for (const auto& [first, end] : safe_runs(count, report.small_cells, row_of)) {
    const auto row = row_of(first, end);
    report.days.push_back({.subject = subject,
                           .from = start(first),
                           .to = start(end),
                           .figures = row ? told(*row) : Figures()});
  }
}

void merge_hours(const Facts& facts, const std::vector<LocalHour>& hours, std::size_t subject,
                 Report& report) {
  const auto row_of = [&](int first, int end) {
    Gathered sum;
    for (const LocalHour& hour : hours) {
      if (int(hour.hour) >= first && int(hour.hour) < end) sum.add(hour.row, facts.now);
    }
    return sum.row();
  };
  for (const auto& [first, end] : safe_runs(24, report.small_cells, row_of)) {
    const auto row = row_of(first, end);
    report.hours.push_back({.subject = subject,
                            .from = report.from,
                            .to = report.to,
                            .hour = static_cast<unsigned>(first),
                            .hour_end = static_cast<unsigned>(end),
                            .figures = row ? told(*row) : Figures()});
  }
}

}  // namespace

void add_merged_parts(const Facts& facts, Report& report) {
  const std::size_t first_line = report.subjects.size() - facts.lines.size();
  for (std::size_t line = 0; line < facts.lines.size(); ++line) {
    const std::size_t subject = first_line + line;
    const Value& answered = report.now[subject].figures.at("answered");
    if (!std::holds_alternative<std::int64_t>(answered)) continue;
    merge_days(facts, subject, report);
    merge_hours(facts, local_hours(facts, facts.lines[line]), subject, report);
  }
}

}  // namespace jono::report
