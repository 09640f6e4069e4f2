// SPDX-License-Identifier: EUPL-1.2
// Whole reports against files: two days of one line, and a line that has not begun.
// UPDATE_GOLDEN=1 writes the files anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "daemon/report/report.h"
#include "tests/report/traffic.h"

namespace jono::report {
namespace {

using namespace testing;

Facts two_days(Traffic& traffic) {
  const Period days = period("2026-11-23..2026-11-24");
  calendar::OpeningVersion mornings;
  mornings.from = days.first - std::chrono::days(100);
  for (auto& day : mornings.weekly) day = {{8h, 10h}};
  for (const std::string id : {"aspa", "uusi"}) {
    traffic.line({.id = id, .calendar = calendar::LineCalendar(helsinki(), {mornings})});
  }
  traffic.calls("aspa", days.first, days.end, 20, {.to_callback = 20});
  traffic.calls("aspa", days.first - std::chrono::days(2), days.first, 25, {.to_callback = 15});
  const Instant gap = helsinki().at(days.first, 9h);
  traffic.gap("aspa", {gap, gap + 45min});
  Facts facts = traffic.facts("2026-11-23..2026-11-24", helsinki().day_start(days.end) + 24h);
  facts.lines[0].name = {"Asiakaspalvelukeskus", "Kundservicecentralen", "Customer service centre"};
  facts.lines[1].name = {"Uusi linja", "Ny linje", "New line"};
  facts.incidents = {{"aspa", gap, gap + 1h, {"Jono kasvoi", "Kön växte", "The queue grew"}}};
  return facts;
}

void equals_golden(const std::string& file, const std::string& text) {
  const std::string path = "tests/report/golden/" + file;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ostringstream golden;
  golden << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_TRUE(text == golden.str()) << path << " differs: see git diff after UPDATE_GOLDEN=1";
}

TEST(ReportGolden, InThreeLanguages) {
  Traffic traffic(4);
  const Facts facts = two_days(traffic);
  equals_golden("days.fi.html", make_report(facts, {.language = Language::fi}));
  equals_golden("days.sv.html", make_report(facts, {.language = Language::sv}));
  equals_golden("days.en.html", make_report(facts, {.language = Language::en}));
}

TEST(ReportGolden, ForPublishing) {
  Traffic traffic(4);
  const Facts facts = two_days(traffic);
  equals_golden("published.fi.html",
                make_report(facts, {.language = Language::fi, .small_cells = 5}));
}

}  // namespace
}  // namespace jono::report
