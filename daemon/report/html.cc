// SPDX-License-Identifier: EUPL-1.2
#include <kainjow/mustache.hpp>

#include "daemon/report/figure_words.h"
#include "daemon/report/names.h"
#include "daemon/report/page.h"
#include "daemon/report/page_template.h"
#include "daemon/report/print.h"
#include "daemon/report/printers.h"
#include "daemon/report/sentences.h"
#include "daemon/report/words.h"

namespace jono::report {
namespace {

using kainjow::mustache::data;

// Bytes from which on a cell's text may be broken into lines; numbers never are.
constexpr std::size_t kLongText = 32;

data text_list(const std::vector<std::string>& texts) {
  data out(data::type::list);
  for (const std::string& text : texts) out.push_back(data("text", text));
  return out;
}

data cell_data(const Cell& cell) {
  data out;
  out.set("text", cell.text);
  if (!cell.below.empty()) out.set("below", cell.below);
  if (cell.text.size() > kLongText) out.set("free", true);
  if (cell.shade > 0) out.set("shade", std::to_string(cell.shade));
  return out;
}

data line_data(const Table::Line& line) {
  data cells(data::type::list);
  for (const Cell& cell : line.cells) cells.push_back(cell_data(cell));
  data out;
  out.set("head", line.head);
  out.set("cells", std::move(cells));
  return out;
}

data table_data(const Section& section, const Table& table) {
  data lines(data::type::list);
  for (const Table::Line& line : table.lines) lines.push_back(line_data(line));
  data out;
  // Where the section has one table only, the section's title is its caption too.
  out.set("caption", table.caption.empty() ? section.title : table.caption);
  if (table.caption.empty()) out.set("named_above", true);
  if (table.heat) out.set("heat", true);
  out.set("heads", text_list(table.heads));
  out.set("lines", std::move(lines));
  return out;
}

data section_data(const Section& section) {
  data tables(data::type::list);
  for (const Table& table : section.tables) tables.push_back(table_data(section, table));
  data out;
  out.set("title", section.title);
  if (!section.note.empty()) out.set("note", section.note);
  if (section.side_by_side) out.set("side_by_side", true);
  out.set("tables", std::move(tables));
  return out;
}

data definitions_data(Language language) {
  data out(data::type::list);
  for (const FigureWords& figure : figure_words()) {
    if (figure.formula.fi.empty()) continue;
    data definition;
    definition.set("name", std::string(figure.heading.in(language)));
    definition.set("formula", std::string(figure.formula.in(language)));
    out.push_back(std::move(definition));
  }
  return out;
}

}  // namespace

std::string print_html(const Report& report, Language language) {
  data sections(data::type::list);
  for (const Section& section : sections_of(report, language)) {
    sections.push_back(section_data(section));
  }
  data page;
  const auto word = [&](const words::Text& text) { return std::string(text.in(language)); };
  page.set("lang", language == Language::fi ? "fi" : language == Language::sv ? "sv" : "en");
  page.set("title", title_of(report.period, language));
  // The title of other days holds them.
  if (report.period.kind != Period::Kind::span)
    page.set("dates", dates(report.period.first, report.period.end, language));
  page.set("cautions", text_list(cautions(report, language)));
  const std::vector<std::string> sentences = summary(report, language);
  if (!sentences.empty()) page.set("summary_title", word(words::kSummary));
  page.set("summary", text_list(sentences));
  page.set("sections", std::move(sections));
  page.set("definitions_title", word(words::kDefinitions));
  page.set("definitions", definitions_data(language));
  page.set("absent_note", word(words::kAbsentNote));
  kainjow::mustache::mustache parsed{std::string(kPageTemplate)};
  return parsed.render(page);
}

}  // namespace jono::report
