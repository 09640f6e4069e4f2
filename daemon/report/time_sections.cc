// SPDX-License-Identifier: EUPL-1.2
// The sections that tell of days, hours and single bad hours.
#include <fmt/format.h>

#include <algorithm>

#include "daemon/report/figure_words.h"
#include "daemon/report/names.h"
#include "daemon/report/print.h"
#include "daemon/report/sections.h"
#include "daemon/report/sentences.h"
#include "daemon/report/words.h"

namespace jono::report {
namespace {

std::int64_t offered(const Row& row) {
  const auto* n = std::get_if<std::int64_t>(&row.figures.at("offered"));
  return n == nullptr ? 0 : *n;
}

// Something happened, or could have: the line was open, or nothing is known.
bool of_interest(const Row& row) {
  if (std::holds_alternative<Absent>(row.figures.at("offered"))) return true;
  const auto* open = std::get_if<Millis>(&row.figures.at("open_ms"));
  const auto* callbacks = std::get_if<std::int64_t>(&row.figures.at("callbacks_requested"));
  return offered(row) > 0 || (open != nullptr && *open > Millis(0)) ||
         (callbacks != nullptr && *callbacks > 0);
}

std::vector<Column> columns_of(std::initializer_list<std::string_view> names, Language language) {
  std::vector<Column> out;
  for (const std::string_view name : names) out.push_back(figure_column(name, language));
  return out;
}

Cell heat_cell(const Row& row, std::int64_t most, Language language) {
  Cell out{.text = shown(row.figures.at("offered"), language)};
  const Value& rate = row.figures.at("answer_rate");
  if (std::holds_alternative<double>(rate)) out.below = shown(rate, language);
  // 1..5 by fifths of the busiest hour.
  if (offered(row) > 0) out.shade = static_cast<unsigned>((offered(row) * 5 + most - 1) / most);
  return out;
}

Table heat_table(const std::vector<const Row*>& rows, Language language) {
  Table out{.heat = true};
  std::int64_t most = 1;
  for (const Row* row : rows) most = std::max(most, offered(*row));
  out.heads.emplace_back();
  for (unsigned weekday = 1; weekday <= 7; ++weekday) {
    Table::Line line{std::string(words::kWeekdayShort[weekday - 1].in(language)), {}};
    bool any = false;
    for (const Row* row : rows) {
      if (row->weekday != weekday) continue;
      any = any || of_interest(*row);
      line.cells.push_back(heat_cell(*row, most, language));
    }
    if (any) out.lines.push_back(std::move(line));
  }
  for (const Row* row : rows) {
    if (row->weekday == rows.front()->weekday) out.heads.push_back(clock_hours(*row));
  }
  return out;
}

std::string known_text(const Row& row, Language language) {
  std::string out;
  const auto add = [&](std::string_view text) {
    if (!out.empty()) out += "; ";
    out += text;
  };
  for (const LocalText& known : row.known) add(known.in(language));
  const auto* coverage = std::get_if<double>(&row.figures.at("coverage"));
  if (coverage != nullptr && *coverage < 1) add(words::kMissing.in(language));
  return out.empty() ? std::string(words::kNothingKnown.in(language)) : out;
}

Section worst_section(const Report& report, const Rows& worst, const words::Text& title,
                      Language language) {
  Section out{.title = std::string(title.in(language))};
  if (worst.empty()) return out;
  std::vector<const Row*> rows;
  for (const Row& row : worst) rows.push_back(&row);
  std::vector<Column> columns = columns_of(
      {"offered", "answered", "abandoned", "wait_mean_all_ms", "longest_wait_ms", "coverage"},
      language);
  columns.push_back({std::string(words::kKnown.in(language)),
                     [language](const Row& row) { return known_text(row, language); }});
  columns.insert(columns.begin(), {std::string(words::kLine.in(language)), [&](const Row& row) {
                                     return report.subject(row).name.in(language);
                                   }});
  out.tables.push_back(
      table_of(rows, columns, [&](const Row& row) { return hour_name(report, row, language); }));
  out.tables.back().heads.front() = words::kHour.in(language);
  return out;
}

// A table a subject that has rows.
template <class Add>
void for_each_subject(const Report& report, const Rows& rows, Language language, Section& out,
                      Add table) {
  for (std::size_t i = 0; i < report.subjects.size(); ++i) {
    const std::vector<const Row*> of_subject = rows_of(rows, i);
    if (of_subject.empty()) continue;
    out.tables.push_back(table(of_subject));
    out.tables.back().caption = report.subjects[i].name.in(language);
  }
}

}  // namespace

std::vector<const Row*> rows_of(const Rows& rows, std::size_t subject) {
  std::vector<const Row*> out;
  for (const Row& row : rows) {
    if (row.subject == subject) out.push_back(&row);
  }
  return out;
}

Section days_section(const Report& report, Language language) {
  Section out{.title = std::string((report.by_month ? words::kMonths : words::kDays).in(language))};
  const std::vector<Column> columns = columns_of(
      {"offered", "answered", "abandoned", "answer_rate", "wait_mean_answered_ms", "wait_p90_ms",
       "longest_wait_ms", "callbacks_requested", "same_day_callbacks", "coverage"},
      language);
  for_each_subject(report, report.days, language, out, [&](const auto& rows) {
    Table table =
        table_of(rows, columns, [&](const Row& row) { return part_name(report, row, language); });
    table.heads.front() = (report.by_month ? words::kMonth : words::kDay).in(language);
    return table;
  });
  return out;
}

Section hours_section(const Report& report, Language language) {
  Section out{.title = std::string(words::kHours.in(language))};
  const std::vector<Column> columns =
      columns_of({"offered", "answered", "abandoned", "answer_rate", "wait_mean_answered_ms",
                  "longest_wait_ms", "callbacks_requested", "same_day_callbacks", "coverage"},
                 language);
  for_each_subject(report, report.hours, language, out, [&](std::vector<const Row*> rows) {
    std::erase_if(rows, [](const Row* row) { return !of_interest(*row); });
    Table table = table_of(rows, columns, clock_hours);
    table.heads.front() = words::kHour.in(language);
    return table;
  });
  return out;
}

Section heat_section(const Report& report, Language language) {
  Section out{.title = std::string(words::kHeat.in(language)),
              .note = std::string(words::kHeatNote.in(language)),
              .side_by_side = true};
  for_each_subject(report, report.heat, language, out,
                   [&](const auto& rows) { return heat_table(rows, language); });
  return out;
}

Section slowest_section(const Report& report, Language language) {
  Section out = worst_section(report, report.slowest, words::kSlowest, language);
  out.note = words::kSlowestNote.in(language);
  return out;
}

Section most_abandoned_section(const Report& report, Language language) {
  return worst_section(report, report.most_abandoned, words::kMostAbandoned, language);
}

}  // namespace jono::report
