// SPDX-License-Identifier: EUPL-1.2
// Figures and texts for people.
#include "alerting/notice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "alerting/wording.h"
#include "tests/alerting/desk_world.h"
#include "tests/alerting/site_fixture.h"

namespace jono::alerting {
namespace {

using ::testing::HasSubstr;

TEST(ForPeople, FiguresByTheirUnit) {
  EXPECT_EQ(for_people(23, Unit::count), "23");
  EXPECT_EQ(for_people(0, Unit::count), "0");
  EXPECT_EQ(for_people(2.5, Unit::count), "2.5");
  EXPECT_EQ(for_people(2.25, Unit::count), "2.3");
  EXPECT_EQ(for_people(2.96, Unit::count), "3");
  EXPECT_EQ(for_people(725, Unit::seconds), "0:12:05");
  EXPECT_EQ(for_people(0.5, Unit::seconds), "0:00:01");
  EXPECT_EQ(for_people(0.499, Unit::seconds), "0:00:00");
  EXPECT_EQ(for_people(59.5, Unit::seconds), "0:01:00");
  EXPECT_EQ(for_people(450189, Unit::seconds), "125:03:09");
  EXPECT_EQ(for_people(-5, Unit::seconds), "-0:00:05");
  EXPECT_EQ(for_people(0.68, Unit::ratio), "68 %");
  EXPECT_EQ(for_people(0.685, Unit::ratio), "69 %");
  EXPECT_EQ(for_people(1, Unit::ratio), "100 %");
}

TEST(ForPeople, WhatHasNoValueIsADash) {
  for (const Unit unit : {Unit::count, Unit::seconds, Unit::ratio}) {
    EXPECT_EQ(for_people(std::nullopt, unit), "–");
    EXPECT_EQ(for_people(std::numeric_limits<double>::quiet_NaN(), unit), "–");
    EXPECT_EQ(for_people(std::numeric_limits<double>::infinity(), unit), "–");
    EXPECT_NE(for_people(1e300, unit), "–");  // and nothing overflows
  }
}

TEST(Notice, IsCompleteInItself) {
  const Site site = small_site();
  Rule rule = simple_rule("longest_wait_seconds > 600", kAspa);
  rule.severity = Severity::page;
  rule.runbook = "https://example.invalid/wait";
  rule.text = {"{{line}} & {{subject}}: {{value}} > {{limit}}, {{since}}", "{{rule}}",
               "{{#runbook}}see {{runbook}}{{/runbook}}"};
  Alert alert{.rule = &rule, .subject = kAspa, .state = {.phase = Phase::firing}};
  alert.state.fired = kMonday + std::chrono::hours(9);
  alert.value = 725;
  alert.limit = 600;
  const Notice notice = notice_of(alert, site);
  EXPECT_EQ(notice.rule, rule.name);
  EXPECT_EQ(notice.kind, Subject::Kind::line);
  EXPECT_EQ(notice.subject, id_of(kAspa, site));
  EXPECT_EQ(notice.severity, Severity::page);
  EXPECT_EQ(notice.fired, alert.state.fired);
  EXPECT_EQ(notice.ended, std::nullopt);
  EXPECT_EQ(notice.figure, "longest_wait_seconds");
  EXPECT_EQ(notice.value, "0:12:05");
  EXPECT_EQ(notice.limit, "0:10:00");
  const std::string title = title_of(kAspa, site, Language::fi);
  EXPECT_EQ(notice.title.fi, title);
  EXPECT_EQ(notice.text.fi, title + " & " + title + ": 0:12:05 > 0:10:00, " +
                                local_minute(site.zone, notice.fired));
  EXPECT_EQ(notice.text.sv, rule.name);
  EXPECT_EQ(notice.text.en, "see https://example.invalid/wait");
  EXPECT_EQ(key_of(notice), rule.name + "/line/" + notice.subject + "/1795424400000");
}

TEST(Notice, ARuleWithoutWordsGetsSome) {
  const Site site = small_site();
  Rule rule = simple_rule("queue_length > 20", kAspa);
  rule.text = {};
  const Alert alert{.rule = &rule, .subject = kAspa, .state = {}, .value = 23, .limit = 20};
  const Notice notice = notice_of(alert, site);
  for (const Language language : {Language::fi, Language::sv, Language::en}) {
    EXPECT_THAT(notice.text.in(language), HasSubstr(title_of(kAspa, site, language)));
    EXPECT_THAT(notice.text.in(language), HasSubstr(rule.name));
    EXPECT_THAT(notice.text.in(language), HasSubstr("23"));
  }
  EXPECT_THAT(notice.text.sv, HasSubstr("gräns 20"));
}

std::string fault(const std::string& text) {
  const auto result = check_template(text, kTextVariables);
  return result ? "" : result.error().what;
}

TEST(Template, IsCheckedAtStart) {
  EXPECT_EQ(fault("plain"), "");
  EXPECT_EQ(fault("{{line}}: {{ value }} {{! said }} {{^runbook}}-{{/runbook}}"), "");
  EXPECT_THAT(fault("{{lien}}"), HasSubstr("there is no variable {{lien}}; there are line, "));
  EXPECT_THAT(fault("{{}}"), HasSubstr("there is no variable"));
  EXPECT_THAT(fault("{{{line}}}"), HasSubstr("leave out the escaping"));
  EXPECT_THAT(fault("{{&line}}"), HasSubstr("leave out the escaping"));
  EXPECT_THAT(fault("{{>line}}"), HasSubstr("not supported"));
  EXPECT_THAT(fault("{{=<% %>=}}"), HasSubstr("not supported"));
  EXPECT_NE(fault("{{#line}}"), "");
  EXPECT_NE(fault("{{line"), "");
}

TEST(Wording, SaysWhatCameOfIt) {
  const auto helsinki = calendar::Zone::find("Europe/Helsinki");
  ASSERT_TRUE(helsinki);
  Notice notice = notice_at(kStart);  // 10:00 local
  EXPECT_EQ(said({notice, Told::firing}, *helsinki).sv, "23 i kö");
  EXPECT_EQ(local_span(*helsinki, notice), "10:00–");
  notice.ended = kStart + std::chrono::minutes(9);
  EXPECT_EQ(said({notice, Told::resolved}, *helsinki).fi, "Ohi: jonossa 23 (10:00–10:09)");
  EXPECT_EQ(said({notice, Told::closed}, *helsinki).sv,
            "Slutade vid stängning: 23 i kö (10:00–10:09)");
  EXPECT_EQ(said({notice, Told::was_firing}, *helsinki).en, "23 waiting (was firing 10:00–10:09)");
  notice.ended = kStart + std::chrono::hours(24);
  EXPECT_EQ(local_span(*helsinki, notice), "2026-03-02 10:00–2026-03-03 10:00");
}

TEST(Wording, TimesForMachines) {
  EXPECT_EQ(rfc3339(kStart + Millis(45)), "2026-03-02T08:00:00.045Z");
  EXPECT_EQ(rfc3339(Instant(Millis(-1))), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace jono::alerting
