// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string with_report(const std::string& report) {
  return with_line_and_source("language: sv\nreports: [" + report + "]");
}

std::string report_fault(const std::string& report) {
  const auto all = faults_of(with_report(report));
  return all.size() == 1 ? all.front() : std::to_string(all.size()) + " faults";
}

TEST(Reports, NeedANameAPeriodAndAWay) {
  const Config config = right(with_report("{name: weekly, period: week, folder: /srv/reports}"));
  ASSERT_EQ(config.reports.size(), 1U);
  const ScheduledReport& report = config.reports.front();
  EXPECT_EQ(report.name, "weekly");
  EXPECT_EQ(report.period, report::Period::Kind::week);
  EXPECT_EQ(report.after, std::chrono::hours(6));
  EXPECT_THAT(report.languages, ElementsAre(Language::sv));
  EXPECT_THAT(report.formats, ElementsAre(ReportFormat::html));
  EXPECT_FALSE(report.publish);
  EXPECT_EQ(report.folder, "/srv/reports");
  EXPECT_FALSE(report.mail);
}

TEST(Reports, SayAllThatCanBeSaid) {
  const Config config = right(with_report(
      "{name: t, period: tertial, after: 30h, languages: [fi, en], formats: [pdf, csv], "
      "publish: true, mail: {server: \"smtp://m:25\", from: a@b.c, to: [d@e.f]}}"));
  const ScheduledReport& report = config.reports.front();
  EXPECT_EQ(report.period, report::Period::Kind::tertial);
  EXPECT_EQ(report.after, std::chrono::hours(30));
  EXPECT_THAT(report.languages, ElementsAre(Language::fi, Language::en));
  EXPECT_THAT(report.formats, ElementsAre(ReportFormat::pdf, ReportFormat::csv));
  EXPECT_TRUE(report.publish);
  ASSERT_TRUE(report.mail);
  EXPECT_EQ(report.mail->server, "smtp://m:25");
}

TEST(Reports, FaultsAreNamed) {
  EXPECT_THAT(report_fault("{period: week, folder: /a}"), HasSubstr("missing key 'name'"));
  EXPECT_THAT(report_fault("{name: a, folder: /a}"), HasSubstr("missing key 'period'"));
  EXPECT_THAT(report_fault("{name: a, period: week}"), HasSubstr("goes nowhere"));
  EXPECT_THAT(report_fault("{name: ../a, period: week, folder: /a}"), HasSubstr("expected a name"));
  EXPECT_THAT(report_fault("{name: a, period: year, folder: /a}"),
              HasSubstr("expected one of week, month, tertial"));
  EXPECT_THAT(report_fault("{name: a, period: week, folder: /a, formats: [doc]}"),
              HasSubstr("expected one of html, csv, json, pdf"));
  EXPECT_THAT(report_fault("{name: a, period: week, folder: /a, formats: []}"),
              HasSubstr("at least one"));
  EXPECT_THAT(report_fault("{name: a, period: week, folder: /a, languages: [fi, fi]}"),
              HasSubstr("twice"));
  EXPECT_THAT(
      report_fault("{name: a, period: week, folder: /a}, {name: a, period: month, folder: /a}"),
      HasSubstr("a second report with the name 'a'"));
  EXPECT_THAT(report_fault("{name: a, period: week, folder: /a, at: noon}"), HasSubstr("at"));
}

}  // namespace
}  // namespace jono::config
