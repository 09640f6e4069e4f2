// SPDX-License-Identifier: EUPL-1.2
// What a report shows, what it keeps to itself, and what it must never show.
#include "daemon/report/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "daemon/report/print.h"
#include "daemon/report/sentences.h"
#include "tests/report/traffic.h"

namespace jono::report {
namespace {

using namespace testing;
using std::chrono::days;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace json = boost::json;

constexpr std::string_view kWeek = "2026-W47";

Instant week_end() { return helsinki().day_start(period(kWeek).end); }
Instant at_day(int day, std::chrono::minutes time) {
  return helsinki().at(period(kWeek).first + days(day), time);
}

engine::Visit answered(Instant queued, Millis wait) {
  return {.queued = queued, .closed = queued + wait, .outcome = engine::Outcome::answered};
}
engine::Visit abandoned(Instant queued, Millis wait) {
  return {.queued = queued, .closed = queued + wait, .outcome = engine::Outcome::abandoned};
}
engine::Callback reached(Instant requested, Millis after) {
  return {.requested = requested,
          .state = engine::CallbackState::reached,
          .ended = requested + after,
          .attempted = requested + after};
}

std::string html(const Facts& facts, Language language = Language::fi, int small_cells = 0) {
  return make_report(facts, {language, Format::html, small_cells});
}

// Monday 30 calls of which 24 are answered, Tuesday 25 of which 25, the others none; the week
// before 50 calls. 10 callbacks, 8 of them on the same day.
void two_days(Traffic& traffic) {
  traffic.line(office("aspa"));
  for (int i = 0; i < 30; ++i) {
    const Instant at = at_day(0, 9h) + i * 1min;
    traffic.add("aspa", i % 5 == 0 ? abandoned(at, 2min) : answered(at, 1min));
  }
  for (int i = 0; i < 25; ++i) traffic.add("aspa", answered(at_day(1, 9h) + i * 1min, 3min));
  for (int i = 0; i < 50; ++i) traffic.add("aspa", answered(at_day(-7, 9h) + i * 1min, 1min));
  for (int i = 0; i < 10; ++i) traffic.add("aspa", reached(at_day(1, 10h), i < 8 ? 1h : 20h));
}

std::vector<std::string> summary_of(const Facts& facts, Language language = Language::fi) {
  return summary(make_model(facts, 0), language);
}

TEST(ReportSummary, SaysWhatTheFiguresSay) {
  Traffic traffic(1);
  two_days(traffic);
  const Facts facts = traffic.facts(kWeek, week_end() + days(2));
  EXPECT_THAT(
      summary_of(facts),
      ElementsAre("Takaisinsoitoista hoidettiin samana arkipäivänä 80,0\u00a0% (8/10).",
                  "Tavoitetta 100\u00a0% ei saavutettu.",
                  "Saapuneita puheluita oli 55, ja niistä vastattiin 49; vastausprosentti oli "
                  "89,1\u00a0%.",
                  "Puheluita saapui 10,0\u00a0% enemmän kuin edellisellä ajanjaksolla.",
                  "Maanantai\u00a016.11.2026 oli ruuhkaisin: saapuneita puheluita 30, vastattujen "
                  "keskimääräinen jonotusaika 0:01:00.",
                  "Vastausprosentti oli paras tiistaina\u00a017.11.2026 (100,0\u00a0%) ja heikoin "
                  "maanantaina\u00a016.11.2026 (80,0\u00a0%)."));
  EXPECT_THAT(
      summary_of(facts, Language::sv),
      ElementsAre(
          "Av återuppringningarna gjordes 80,0\u00a0% samma vardag (8/10).",
          "Målet 100\u00a0% uppnåddes inte.",
          "Antalet inkommande samtal var 55, och av dem besvarades 49; svarsprocenten var "
          "89,1\u00a0%.",
          "Antalet inkommande samtal var 10,0\u00a0% större än under föregående period.",
          "Måndagen den\u00a016.11.2026 var mest belastad: 30 inkommande samtal, de besvarades "
          "genomsnittliga kötid 0:01:00.",
          "Svarsprocenten var bäst tisdagen den\u00a017.11.2026 (100,0\u00a0%) och svagast "
          "måndagen "
          "den\u00a016.11.2026 (80,0\u00a0%)."));
}

TEST(ReportSummary, SaysNothingOfWhatIsAbsent) {
  Traffic traffic(1);
  traffic.line(office("aspa"));
  EXPECT_THAT(summary_of(traffic.facts(kWeek, week_end())), IsEmpty());
  traffic.add("aspa", answered(at_day(2, 9h), 1min));
  EXPECT_THAT(
      summary_of(traffic.facts(kWeek, week_end())),
      ElementsAre("Saapuneita puheluita oli 1, ja niistä vastattiin 1; vastausprosentti oli "
                  "100,0\u00a0%."));
}

TEST(ReportSummary, JudgesNothingThatIsNotOverOrIncomplete) {
  Traffic traffic(1);
  two_days(traffic);
  const auto judged = [](const Facts& facts) {
    std::string all;
    for (const std::string& sentence : summary_of(facts)) all += sentence;
    return all.find("avoit") != all.npos || all.find("edellis") != all.npos;
  };
  EXPECT_TRUE(judged(traffic.facts(kWeek, week_end() + days(2))));
  EXPECT_FALSE(judged(traffic.facts(kWeek, at_day(4, 12h))));
  traffic.gap("aspa", {at_day(3, 0h), at_day(3, 5h)});
  EXPECT_FALSE(judged(traffic.facts(kWeek, week_end() + days(2))));
}

TEST(ReportSummary, SaysNothingOfTheBusiestDayWhereTwoAre) {
  Traffic traffic(1);
  traffic.line(office("aspa"));
  for (const int day : {0, 1}) {
    for (int i = 0; i < 25; ++i) traffic.add("aspa", answered(at_day(day, 9h) + i * 1min, 1min));
  }
  EXPECT_EQ(summary_of(traffic.facts(kWeek, week_end())).size(), 1);
}

TEST(Report, OfALineThatHasNotBegunHasNoZeros) {
  Traffic traffic(1);
  two_days(traffic);
  traffic.line(office("new"));
  const Facts facts = traffic.facts(kWeek, week_end());
  const auto report = json::parse(make_report(facts, {.format = Format::json}));
  for (const std::string_view part : {"period", "previous", "year_before", "days"}) {
    for (const json::value& row : report.at(part).as_array()) {
      if (row.at("subject").as_string() != "new") continue;
      for (const std::string_view name : Figures::names()) {
        EXPECT_TRUE(row.at(name).is_null()) << part << " " << name;
      }
    }
  }
  EXPECT_THAT(html(facts), HasSubstr("NEW: tieto puuttuu ajanjaksolta."));
}

TEST(Report, OfATimeWithoutCoverageIsAbsentAndNotZero) {
  Traffic traffic(1);
  two_days(traffic);
  traffic.gap("aspa", {at_day(2, 0h), at_day(3, 0h)});
  const Report report = make_model(traffic.facts(kWeek, week_end()), 0);
  EXPECT_EQ(report.days[2].figures.at("offered"), Value(Absent()));
  EXPECT_EQ(report.days[3].figures.at("offered"), Value(std::int64_t{0}));
  EXPECT_DOUBLE_EQ(std::get<double>(report.now[0].figures.at("coverage")), 6.0 / 7);
  EXPECT_THAT(cautions(report, Language::en),
              ElementsAre(HasSubstr("ASPA: data coverage is 85.7%")));
}

TEST(Report, ThatIsNotOverSaysSo) {
  Traffic traffic(1);
  two_days(traffic);
  const Facts facts = traffic.facts(kWeek, at_day(3, 10h + 5min));
  EXPECT_THAT(html(facts), HasSubstr("tähän mennessä, 19.11.2026 10.05 asti."));
  EXPECT_THAT(html(facts, Language::en), HasSubstr("so far, up to 2026-11-19 10:05."));
  const Report report = make_model(facts, 0);
  EXPECT_EQ(report.days[4].figures.at("offered"), Value(Absent()));
  // Once it is over, when it was made is no part of it.
  EXPECT_TRUE(html(traffic.facts(kWeek, week_end() + days(3))) ==
              html(traffic.facts(kWeek, week_end() + days(30))));
}

TEST(Report, SaysThatDueDaysHaveNotEnded) {
  Traffic traffic(1);
  two_days(traffic);
  traffic.add("aspa", engine::Callback{.requested = at_day(4, 17h)});  // due on Monday
  EXPECT_THAT(html(traffic.facts(kWeek, week_end() + 12h)), HasSubstr("voi vielä nousta"));
  EXPECT_THAT(html(traffic.facts(kWeek, week_end() + 24h)), Not(HasSubstr("voi vielä nousta")));
}

TEST(Report, ShowsBothTargetsWhereTheTargetChanged) {
  Traffic traffic(1);
  two_days(traffic);
  Facts facts = traffic.facts(kWeek, week_end());
  facts.lines[0].same_day_target =
      calendar::Dated<double>({{Instant{}, 0.9}, {at_day(3, 0h), 1.0}});
  EXPECT_THAT(html(facts), HasSubstr("90\u00a0% (16.11.2026–18.11.2026), 100\u00a0% "
                                     "(19.11.2026–22.11.2026)"));
  EXPECT_THAT(html(traffic.facts(kWeek, week_end() + days(2))),
              HasSubstr("100\u00a0%, ei saavutettu"));
}

TEST(Report, TellsWhatIsKnownOfTheWorstHours) {
  Traffic traffic(1);
  two_days(traffic);
  Facts facts = traffic.facts(kWeek, week_end());
  facts.incidents = {{"aspa", at_day(1, 9h + 59min), kNever, {"jono kasvoi", "kön växte", "long"}},
                     {"other", at_day(1, 9h), kNever, {"muu", "annat", "other"}}};
  const Report report = make_model(facts, 0);
  ASSERT_FALSE(report.slowest.empty());
  EXPECT_EQ(report.slowest[0].from, at_day(1, 9h));
  EXPECT_EQ(report.slowest[0].figures.at("wait_mean_all_ms"), Value(Millis(3min)));
  EXPECT_THAT(report.slowest[0].known, ElementsAre(facts.incidents[0].what));
  ASSERT_EQ(report.most_abandoned.size(), 1);
  EXPECT_EQ(report.most_abandoned[0].figures.at("abandoned"), Value(std::int64_t{6}));
  EXPECT_THAT(report.most_abandoned[0].known, IsEmpty());
}

TEST(Report, EscapesNames) {
  Traffic traffic(1);
  two_days(traffic);
  Facts facts = traffic.facts(kWeek, week_end());
  const std::string name = R"(<script>alert("1")</script> & {{title}})";
  facts.lines[0].name = {name, name, name};
  facts.incidents = {{"", at_day(0, 9h), kNever, {name, name, name}}};
  const std::string page = html(facts);
  EXPECT_THAT(
      page, AllOf(Not(HasSubstr("<script")), HasSubstr("&lt;script&gt;"), HasSubstr("{{title}}")));
  const auto parsed = json::parse(make_report(facts, {.format = Format::json}));
  EXPECT_EQ(parsed.at("subjects").at(0).at("name").as_string(), name);
}

TEST(Report, IsNoFormulaToASpreadsheet) {
  Traffic traffic(1);
  two_days(traffic);
  Facts facts = traffic.facts(kWeek, week_end());
  for (const std::string name : {"=1+1", "+1", "-1", "@x", "\tx", "\rx"}) {
    facts.lines[0].name.fi = name;
    const std::string csv = make_report(facts, {.format = Format::csv});
    EXPECT_THAT(csv, AllOf(HasSubstr(",\"'" + name + "\","), Not(HasSubstr("," + name + ","))));
  }
  facts.lines[0].name.fi = "a \"b\", c";
  EXPECT_THAT(make_report(facts, {.format = Format::csv}), HasSubstr(",\"a \"\"b\"\", c\","));
}

TEST(Report, OfTheSameFactsIsTheSame) {
  const auto made = [](const Wish& wish) {
    Traffic traffic(9);
    traffic.line(office("aspa"), "g");
    traffic.line(office("senior"), "g");
    for (const std::string id : {"aspa", "senior"}) {
      traffic.calls(id, period(kWeek).first, period(kWeek).end, 6, {});
    }
    return make_report(traffic.facts(kWeek, week_end()), wish);
  };
  for (const Format format : {Format::html, Format::csv, Format::json}) {
    for (const int small : {0, 5}) {
      const Wish wish{Language::fi, format, small};
      EXPECT_TRUE(made(wish) == made(wish));
    }
  }
}

TEST(Report, NeedsNothingFromOutside) {
  Traffic traffic(1);
  two_days(traffic);
  const std::string page = html(traffic.facts(kWeek, week_end()));
  for (const char* outside : {"http:", "https:", "src=", "url(", "@import", "<link", "<script"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
  EXPECT_THAT(page, HasSubstr("<html lang=\"fi\">"));
}

TEST(Report, WithoutLinesIsEmpty) {
  Facts facts{period(kWeek), helsinki(), week_end(), {}, {}};
  for (const Format format : {Format::html, Format::csv, Format::json}) {
    EXPECT_FALSE(make_report(facts, {.format = format, .small_cells = 5}).empty());
    EXPECT_FALSE(make_report(facts, {.format = format}).empty());
  }
}

}  // namespace
}  // namespace jono::report
