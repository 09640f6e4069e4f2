// SPDX-License-Identifier: EUPL-1.2
// The sections that tell of the whole period.
#include <fmt/format.h>

#include "daemon/report/figure_words.h"
#include "daemon/report/print.h"
#include "daemon/report/sections.h"
#include "daemon/report/targets.h"
#include "daemon/report/words.h"

namespace jono::report {
namespace {

// "100 %"; where it changed "95 % (1.9.2026–30.9.2026), …"; "–" where the lines' differ.
template <class T, class Print>
std::string target_text(const Report& report, const std::vector<InForce<T>>& targets,
                        Language language, Print print) {
  if (targets.empty()) return shown(Absent(), language);
  if (targets.size() == 1) return print(targets.front().value);
  std::string out;
  for (const InForce<T>& target : targets) {
    if (!out.empty()) out += ", ";
    const std::string when =
        dates(report.zone.date_of(target.from), report.zone.date_of(target.to), language);
    out += fmt::format("{} ({})", print(target.value), when);
  }
  return out;
}

// With whether it was met, where that can be told: one target, the period over and its data whole.
std::string share_target_text(const Report& report, const Row& row, ShareTarget target,
                              std::string_view figure, Language language) {
  const auto targets = share_targets(report.subject(row), target, report.from, report.to);
  const std::string text = target_text(
      report, targets, language, [&](double share) { return round_percent(share, language); });
  const auto* share = std::get_if<double>(&row.figures.at(figure));
  const auto* coverage = std::get_if<double>(&row.figures.at("coverage"));
  const bool judged =
      !report.up_to && (target != &LineFacts::same_day_target || report.same_day_final);
  if (!judged || share == nullptr || *coverage < kComplete || targets.size() != 1) return text;
  const words::Text& met = *share >= targets.front().value ? words::kMet : words::kNotMet;
  return fmt::format("{}, {}", text, met.in(language));
}

Column target_column(const Report& report, ShareTarget target, std::string_view figure,
                     Language language) {
  return {std::string(words::kTarget.in(language)),
          [&report, target, figure, language](const Row& row) {
            return share_target_text(report, row, target, figure, language);
          }};
}

Column wait_target_column(const Report& report, Language language) {
  return {std::string(words::kWaitTarget.in(language)), [&report, language](const Row& row) {
            return target_text(report, wait_targets(report.subject(row), report.from, report.to),
                               language, duration);
          }};
}

// By the line's own formula, which is named.
Column service_column(const Report& report, Language language) {
  return {std::string(words::kServiceLevel.in(language)), [&report, language](const Row& row) {
            const auto formula = service_level_of(report.subject(row));
            if (!formula) return shown(Absent(), language);
            const ServiceWords& service = service_words(*formula);
            const Value& value = row.figures.at(service.name);
            const std::string text = shown(value, language);
            if (!std::holds_alternative<double>(value)) return text;
            return fmt::format("{} ({})", text, service.of_what.in(language));
          }};
}

std::vector<Column> figure_columns(std::initializer_list<std::string_view> names,
                                   Language language) {
  std::vector<Column> out;
  for (const std::string_view name : names) out.push_back(figure_column(name, language));
  return out;
}

// One line a subject.
Section period_section(const Report& report, const words::Text& title,
                       const std::vector<Column>& columns, Language language) {
  Section out{.title = std::string(title.in(language))};
  std::vector<const Row*> rows;
  for (const Row& row : report.now) rows.push_back(&row);
  if (rows.empty()) return out;
  out.tables.push_back(table_of(
      rows, columns, [&](const Row& row) { return report.subject(row).name.in(language); }));
  out.tables.back().heads.front() = words::kLine.in(language);
  return out;
}

}  // namespace

Section same_day_section(const Report& report, Language language) {
  std::vector<Column> columns = figure_columns(
      {"same_day_callbacks", "callbacks_requested", "callbacks_same_day", "callbacks_attempted",
       "callbacks_reached", "callbacks_closed", "callbacks_open", "callback_delay_mean_ms",
       "callback_open_delay_mean_ms", "coverage"},
      language);
  columns.insert(columns.begin() + 1, target_column(report, &LineFacts::same_day_target,
                                                    "same_day_callbacks", language));
  return period_section(report, words::kSameDay, columns, language);
}

Section calls_section(const Report& report, Language language) {
  std::vector<Column> columns =
      figure_columns({"offered", "answered", "abandoned", "abandoned_without_short", "answer_rate",
                      "answer_rate_without_short", "answer_rate_without_callbacks", "coverage"},
                     language);
  columns.insert(columns.begin() + 5,
                 target_column(report, &LineFacts::answer_rate_target, "answer_rate", language));
  return period_section(report, words::kCalls, columns, language);
}

Section waits_section(const Report& report, Language language) {
  std::vector<Column> columns = figure_columns({"wait_mean_answered_ms", "wait_mean_all_ms",
                                                "wait_p50_ms", "wait_p90_ms", "longest_wait_ms"},
                                               language);
  columns.push_back(service_column(report, language));
  columns.push_back(wait_target_column(report, language));
  columns.push_back(figure_column("coverage", language));
  return period_section(report, words::kWaits, columns, language);
}

Section county_section(const Report& report, Language language) {
  const std::pair<const words::Text*, std::string_view> lines[] = {
      {&words::kCountyAll, "offered"},
      {&words::kCountyAnswered, "answered"},
      {&words::kCountyWait, "wait_mean_answered_ms"},
      {&words::kCountyCallbacks, "callbacks_requested"},
      {&words::kCountyDelay, "callback_delay_mean_ms"},
      {&words::kCountyRate, "answer_rate"},
  };
  Section out{.title = std::string(words::kCountyTable.in(language))};
  if (report.now.empty()) return out;
  Table table{.heads = {""}};
  for (const auto& [name, figure] : lines)
    table.lines.push_back({std::string(name->in(language)), {}});
  table.lines.push_back({std::string(heading_of("coverage").in(language)), {}});
  for (const Row& row : report.now) {
    if (report.subject(row).kind != Subject::Kind::line) continue;
    table.heads.push_back(report.subject(row).name.in(language));
    std::size_t line = 0;
    for (const auto& [name, figure] : lines) {
      table.lines[line++].cells.push_back({.text = shown(row.figures.at(figure), language)});
    }
    table.lines[line].cells.push_back({.text = shown(row.figures.at("coverage"), language)});
  }
  out.tables.push_back(std::move(table));
  return out;
}

Section comparison_section(const Report& report, Language language) {
  constexpr std::string_view kFigures[] = {"same_day_callbacks",
                                           "callbacks_requested",
                                           "callback_delay_mean_ms",
                                           "offered",
                                           "answer_rate",
                                           "wait_mean_answered_ms",
                                           "wait_p90_ms",
                                           "coverage"};
  Section out{.title = std::string(words::kComparison.in(language)), .side_by_side = true};
  // What is not over cannot be more or less than what is.
  if (report.up_to) out.note = words::kNoChangeYet.in(language);
  for (std::size_t i = 0; i < report.subjects.size(); ++i) {
    if (std::holds_alternative<Absent>(report.now[i].figures.at("offered"))) continue;
    Table table{.caption = report.subjects[i].name.in(language)};
    for (const words::Text* head : {&words::kFigure, &words::kThisPeriod, &words::kPreviousPeriod,
                                    &words::kChange, &words::kYearBefore, &words::kChange}) {
      table.heads.emplace_back(head->in(language));
    }
    for (const std::string_view name : kFigures) {
      const Value& now = report.now[i].figures.at(name);
      const Value& before = report.before[i].figures.at(name);
      const Value& year = report.year_before[i].figures.at(name);
      const bool compared = !report.up_to && name != "coverage";
      const auto by = [&](const Value& then) {
        return Cell{.text = change(compared ? now : Value(), then, language)};
      };
      table.lines.push_back({std::string(heading_of(name).in(language)),
                             {{.text = shown(now, language)},
                              {.text = shown(before, language)},
                              by(before),
                              {.text = shown(year, language)},
                              by(year)}});
    }
    out.tables.push_back(std::move(table));
  }
  return out;
}

}  // namespace jono::report
