// SPDX-License-Identifier: EUPL-1.2
// HTML, CSV and JSON tell the same figures, published reports too.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <sstream>

#include "daemon/report/parts.h"
#include "daemon/report/print.h"
#include "daemon/report/report.h"
#include "tests/report/traffic.h"

namespace jono::report {
namespace {

using namespace testing;
namespace json = boost::json;

constexpr std::string_view kWeek = "2026-W47";

Facts small_lines(Traffic& traffic) {
  traffic.line(office("aspa"), "g");
  traffic.line(office("senior"), "g");
  traffic.line(office("new"));
  const Period week = period(kWeek);
  const Period before = previous(week);
  for (const Period& p : {before, week}) {
    traffic.calls("aspa", p.first, p.end, 9, {});
    traffic.calls("senior", p.first, p.end, 1, {});
  }
  return traffic.facts(kWeek, helsinki().day_start(week.end) + 48h);
}

// A plain CSV: no cell of these facts has a comma or quote in it.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
  std::vector<std::vector<std::string>> out;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_TRUE(line.ends_with('\r'));
    line.pop_back();
    out.emplace_back();
    std::istringstream cells(line + ",");
    for (std::string cell; std::getline(cells, cell, ',');) out.back().push_back(cell);
  }
  return out;
}

std::string csv_text(const json::value& value) {
  if (value.is_null()) return "";
  return value.is_string() ? std::string(value.as_string()) : "";
}

void same_in_csv_and_json(int small_cells) {
  Traffic traffic(6);
  const Facts facts = small_lines(traffic);
  const auto csv = cells_of(make_report(facts, {Language::fi, Format::csv, small_cells}));
  const json::value report =
      json::parse(make_report(facts, {Language::fi, Format::json, small_cells}));
  std::size_t line = 1;
  for_each_part(make_model(facts, small_cells), [&](std::string_view part, const Rows&) {
    for (const json::value& row : report.at(part).as_array()) {
      ASSERT_LT(line, csv.size());
      const auto& cells = csv[line++];
      ASSERT_EQ(cells.size(), csv[0].size());
      EXPECT_EQ(cells[0], part);
      for (std::size_t i = 10; i < cells.size(); ++i) {
        const json::value& value = row.at(csv[0][i]);
        if (value.is_number()) {
          EXPECT_DOUBLE_EQ(std::stod(cells[i]), value.to_number<double>()) << csv[0][i];
        } else {
          EXPECT_EQ(cells[i], csv_text(value)) << csv[0][i];
        }
      }
    }
  });
  EXPECT_EQ(line, csv.size());
}

TEST(ReportForms, CsvAndJsonTellTheSame) { same_in_csv_and_json(0); }
TEST(ReportForms, CsvAndJsonHideTheSame) { same_in_csv_and_json(5); }

// What the page of a published report shows in cells is what its rows show, or made of it.
TEST(ReportForms, APublishedPageShowsNothingElse) {
  Traffic traffic(6);
  const Facts facts = small_lines(traffic);
  const Report report = make_model(facts, 5);
  std::set<std::string> known = {"–", "100\u00a0%", "90\u00a0%", "0:05:00"};
  for_each_part(report, [&](std::string_view, const Rows& rows) {
    for (const Row& row : rows) {
      for (const Value& value : row.figures.values()) known.insert(shown(value, Language::fi));
    }
  });
  for (std::size_t i = 0; i < report.now.size(); ++i) {
    for (const std::string_view name : Figures::names()) {
      const Value& now = report.now[i].figures.at(name);
      for (const Rows* then : {&report.before, &report.year_before}) {
        known.insert(change(now, (*then)[i].figures.at(name), Language::fi));
      }
    }
  }
  const std::string page = make_report(facts, {Language::fi, Format::html, 5});
  std::size_t cells = 0;
  for (std::size_t at = page.find("<td"); at != page.npos; at = page.find("<td", at)) {
    at = page.find('>', at) + 1;
    std::string cell = page.substr(at, page.find("</td>", at) - at);
    for (const char* judged : {", ei saavutettu", ", saavutettu", " (tulleista)"}) {
      if (const auto end = cell.find(judged); end != cell.npos) cell.resize(end);
    }
    EXPECT_TRUE(known.contains(cell == "&lt;5" ? "<5" : cell)) << cell;
    ++cells;
  }
  EXPECT_GT(cells, 100);
}

TEST(ReportForms, APublishedReportMakesNoTableOfSingleHours) {
  Traffic traffic(6);
  const json::value report =
      json::parse(make_report(small_lines(traffic), {Language::fi, Format::json, 5}));
  for (const char* part : {"weekday_hours", "slowest_hours", "most_abandoned_hours"}) {
    EXPECT_TRUE(report.at(part).as_array().empty());
  }
  EXPECT_FALSE(report.at("days").as_array().empty());
  EXPECT_FALSE(report.at("hours_of_day").as_array().empty());
}

}  // namespace
}  // namespace jono::report
