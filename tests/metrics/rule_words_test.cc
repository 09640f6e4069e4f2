// SPDX-License-Identifier: EUPL-1.2
// What the rule file says beside when alerts fire: annotations, guards, service levels; each as
// promtool works it out.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "alerting/prometheus/rule_file.h"
#include "tests/metrics/promtool.h"
#include "tests/metrics/rule_scenario.h"

namespace jono::metrics {
namespace {

// `tests` is a promtool test, from its input_series on; its rule file is `rules`.
void expect_holds(const std::string& rules, const std::string& tests) {
  const TempFile file("rules", rules);
  const Verdict verdict = promtool(
      "test rules",
      fmt::format("rule_files: [{}]\nevaluation_interval: 15s\ntests:\n  - interval: 15s\n{}",
                  file.path(), tests));
  EXPECT_TRUE(verdict.content) << verdict.said;
}

// Rules of a count, a duration and a share, and one with dated limits, with something to say.
std::string speaking_rules() {
  std::vector<alerting::Rule> out;
  for (alerting::Rule& rule : story_rules()) {
    if (rule.name != "QueueLong" && rule.name != "WaitingLong" && rule.name != "CoverageLow" &&
        rule.name != "Dated") {
      continue;
    }
    rule.hours.kind = alerting::Hours::Kind::always;
    rule.text.fi = "{{line}}: {{value}}, raja {{limit}}{{#runbook}}, ohje {{runbook}}{{/runbook}}";
    rule.text.en = "\"{{subject}}\" of {{rule}}";
    if (rule.name == "QueueLong") rule.runbook = "https://example.invalid/queue";
    out.push_back(std::move(rule));
  }
  return alerting::rule_file(story_site(), out);
}

// One alert of aspa, with its annotations.
std::string spoken(std::string_view when, std::string_view rule, std::string_view fi,
                   std::string_view more = "") {
  return fmt::format(
      "      - eval_time: {0}\n        alertname: {1}\n        exp_alerts:\n"
      "          - exp_labels: {{line: aspa, severity: ticket}}\n"
      "            exp_annotations: {{summary: '{2}', summary_fi: '{2}', summary_en: '\"aspa\" of "
      "{1}'{3}}}\n",
      when, rule, fi, more);
}

TEST(RuleFile, AnnotationsAreFilledIn) {
  const std::string runbook = ", runbook_url: 'https://example.invalid/queue'";
  expect_holds(speaking_rules(),
               R"(
    input_series:
      - {series: 'jonovahti_queue_length{line="aspa"}', values: '23x60 _x300'}
      - {series: 'jonovahti_longest_wait_seconds{line="aspa"}', values: '725.4x60'}
      - {series: 'jonovahti_line_target{line="aspa",target="wait_seconds"}', values: '300x60'}
      - {series: 'jonovahti_coverage_ratio{line="aspa"}', values: '0.875x60'}
    alert_rule_test:
)" + spoken("5m", "QueueLong", "aspa: 23, raja 20, ohje https://example.invalid/queue", runbook) +
                   spoken("85m", "QueueLong",
                          "aspa: –, raja 20, ohje https://example.invalid/queue", runbook) +
                   spoken("5m", "WaitingLong", "aspa: 12m 5s, raja 2 * wait_target") +
                   spoken("5m", "CoverageLow", "aspa: 87.5%, raja 95 %") +
                   spoken("5m", "Dated", "aspa: 23, raja 20") +
                   spoken("12m", "Dated", "aspa: 23, raja 16"));
}

TEST(RuleFile, GuardsTellThatNobodyWatches) {
  expect_holds(alerting::rule_file(story_site(), {}), R"(
    input_series:
      - {series: 'up{job="a",instance="one:9636"}', values: '1x20 0x20'}
      - {series: 'up{job="b",instance="another:80"}', values: '0x40'}
      - {series: 'jonovahti_build_info{job="a",instance="one:9636"}', values: '1x20 stale _x20'}
    alert_rule_test:
      - {eval_time: 5m, alertname: JonovahtiAbsent, exp_alerts: []}
      - {eval_time: 5m, alertname: JonovahtiDown, exp_alerts: []}
      - eval_time: 6m30s
        alertname: JonovahtiDown
        exp_alerts:
          - exp_labels: {severity: page, job: a, instance: "one:9636"}
            exp_annotations:
              summary: jonovahti at one:9636 does not answer, or is catching up after a start.
      - eval_time: 6m30s
        alertname: JonovahtiAbsent
        exp_alerts:
          - exp_labels: {severity: page}
            exp_annotations: {summary: "No jonovahti is scraped, so nothing is known of the lines."}
)");
}

TEST(RuleFile, ACertificateThatEndsIsToldEverMoreUrgently) {
  // promtool's time begins at 0: one ends after seven days and an hour, one after a day and an
  // hour.
  expect_holds(alerting::rule_file(story_site(), {}), R"(
    input_series:
      - {series: 'jonovahti_notifier_certificate_expiry_timestamp_seconds{notifier="sms"}', values: '608400x600'}
      - {series: 'jonovahti_notifier_certificate_expiry_timestamp_seconds{notifier="mail"}', values: '90000x600'}
    alert_rule_test:
      - {eval_time: 30m, alertname: NotifierCertificateEnds1, exp_alerts: []}
      - eval_time: 30m
        alertname: NotifierCertificateEnds30
        exp_alerts:
          - exp_labels: {severity: info, notifier: sms}
            exp_annotations: {summary: "The certificate of receiver sms ends in less than 30 days; alerts will not reach it then."}
      - {eval_time: 2h, alertname: NotifierCertificateEnds30, exp_alerts: []}
      - eval_time: 2h
        alertname: NotifierCertificateEnds7
        exp_alerts:
          - exp_labels: {severity: ticket, notifier: sms}
            exp_annotations: {summary: "The certificate of receiver sms ends in less than 7 days; alerts will not reach it then."}
      - eval_time: 2h
        alertname: NotifierCertificateEnds1
        exp_alerts:
          - exp_labels: {severity: page, notifier: mail}
            exp_annotations: {summary: "The certificate of receiver mail ends in less than 1 days; alerts will not reach it then."}
)");
}

TEST(RuleFile, OddNamesAreWhatTheyAre) {
  alerting::Site site = story_site();
  site.lines[0].settings.id = R"(a"b\c)";
  site.lines[1].settings.id = "v.|*";
  std::vector<alerting::Rule> rules = {story_rules()[0]};
  rules[0].hours.kind = alerting::Hours::Kind::always;
  rules[0].text.fi = "\"{{line}}\":\n\t– #1";
  expect_holds(alerting::rule_file(site, rules), R"(
    input_series:
      - {series: 'jonovahti_queue_length{line="a\"b\\c"}', values: '23x60'}
      - {series: 'jonovahti_queue_length{line="v.|*"}', values: '1x60'}
      - {series: 'jonovahti_queue_length{line="v"}', values: '23x60'}
      - {series: 'jonovahti_queue_length{line="vx|"}', values: '23x60'}
    alert_rule_test:
      - eval_time: 5m
        alertname: QueueLong
        exp_alerts:
          - exp_labels: {line: 'a"b\c', severity: ticket}
            exp_annotations:
              summary: "\"a\"b\\c\":\n\t– #1"
              summary_fi: "\"a\"b\\c\":\n\t– #1"
)");
}

using Numbers = std::vector<std::pair<std::string_view, double>>;

TEST(RuleFile, ServiceLevelsAreThoseOfTheDefinitions) {
  const Numbers columns = {{"offered", 100},
                           {"answered", 60},
                           {"abandoned", 20},
                           {"redirected", 15},
                           {"waiting", 5},
                           {"short_abandoned", 5},
                           {"redirected_callback", 10},
                           {"answered_in_target", 45},
                           {"abandoned_in_target", 9},
                           {"wait_answered_seconds", 600},
                           {"wait_abandoned_seconds", 200},
                           {"wait_redirected_seconds", 150},
                           {"callbacks_requested", 8},
                           {"callbacks_same_day", 6},
                           {"callbacks_reached", 4},
                           {"callback_delay_seconds", 10},
                           {"callback_open_delay_seconds", 7},
                           {"queue_seconds", 950},
                           {"open_seconds", 3800}};
  const Numbers levels = {{"answer_rate", 60.0 / 95},
                          {"answer_rate_without_short", 60.0 / 90},
                          {"answer_rate_without_callbacks", 60.0 / 85},
                          {"wait_mean_answered_seconds", 10},
                          {"wait_mean_all_seconds", 10},
                          {"service_level_answered", 0.75},
                          {"service_level_offered", 0.5},
                          {"service_level_asterisk2", 0.675},
                          {"same_day_callbacks", 0.75},
                          {"callback_delay_mean_seconds", 2.5},
                          {"callback_open_delay_mean_seconds", 1.75},
                          {"queue_mean", 0.25}};
  std::string tests = "    input_series:\n";
  for (const auto& [name, value] : columns) {
    tests += fmt::format(
        "      - {{series: 'jonovahti_day_{}{{line=\"aspa\"}}', values: '{} 0'}}\n", name, value);
  }
  tests += "    promql_expr_test:\n";
  for (const auto& [name, value] : levels) {
    tests += fmt::format(
        "      - {{expr: 'jonovahti:day_{0}', eval_time: 0s, exp_samples: [{{labels: "
        "'jonovahti:day_{0}{{line=\"aspa\"}}', value: {1}}}]}}\n      - {{expr: "
        "'jonovahti:day_{0}', eval_time: 15s, exp_samples: []}}\n",
        name, value);
  }
  expect_holds(alerting::rule_file(story_site(), {}), tests);
}

}  // namespace
}  // namespace jono::metrics
