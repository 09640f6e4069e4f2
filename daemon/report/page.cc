// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/page.h"

#include <algorithm>

#include "daemon/report/figure_words.h"
#include "daemon/report/print.h"
#include "daemon/report/sections.h"

namespace jono::report {
namespace {

// Whether a column tells anything: not where all of it is hidden.
bool told(const std::vector<const Row*>& rows, const Column& column) {
  std::size_t hidden = 0;
  std::size_t absent = 0;
  for (const Row* row : rows) {
    const std::string text = column.text(*row);
    hidden += text == shown(Hidden(), Language::fi) ? 1 : 0;
    absent += text == shown(Absent(), Language::fi) ? 1 : 0;
  }
  return hidden == 0 || hidden + absent < rows.size();
}

}  // namespace

Column figure_column(std::string_view name, Language language) {
  return {std::string(heading_of(name).in(language)),
          [name, language](const Row& row) { return shown(row.figures.at(name), language); }};
}

Table table_of(const std::vector<const Row*>& rows, const std::vector<Column>& columns,
               const std::function<std::string(const Row&)>& name) {
  Table out;
  out.heads.emplace_back();
  for (const Row* row : rows) out.lines.push_back({name(*row), {}});
  for (const Column& column : columns) {
    if (&column != &columns.front() && !told(rows, column)) continue;
    out.heads.push_back(column.head);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      out.lines[i].cells.push_back({.text = column.text(*rows[i])});
    }
  }
  return out;
}

std::vector<Section> sections_of(const Report& report, Language language) {
  std::vector<Section> out;
  const bool self_monitoring =
      report.period.kind == Period::Kind::tertial || report.period.kind == Period::Kind::span;
  out.push_back(same_day_section(report, language));
  if (self_monitoring) out.push_back(county_section(report, language));
  for (const auto make : {calls_section, waits_section, comparison_section, days_section,
                          hours_section, heat_section, slowest_section, most_abandoned_section}) {
    out.push_back(make(report, language));
  }
  std::erase_if(out, [](const Section& section) { return section.tables.empty(); });
  return out;
}

}  // namespace jono::report
