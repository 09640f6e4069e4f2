// SPDX-License-Identifier: EUPL-1.2
// The words of the Prometheus rule file. What they mean is tried with promtool in tests/metrics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerting/prometheus/annotation.h"
#include "alerting/prometheus/expression.h"
#include "alerting/prometheus/promql.h"
#include "alerting/prometheus/rule_file.h"
#include "tests/alerting/site_fixture.h"

namespace jono::alerting {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(PromQl, Words) {
  EXPECT_EQ(promql::quoted("a\"b\\c\nd"), R"("a\"b\\c\nd")");
  EXPECT_EQ(promql::duration(Millis(0)), "0s");
  EXPECT_EQ(promql::duration(hours(25) + minutes(2) + seconds(3) + Millis(4)), "1d1h2m3s4ms");
  EXPECT_EQ(promql::timestamp(Instant(Millis(1'693'515'600'500))), "1693515600.5");
  EXPECT_EQ(promql::matcher("line", {"a.b"}), R"(line="a.b")");
  EXPECT_EQ(promql::matcher("line", {"a.b", "c|d"}), R"(line=~"a\\.b|c\\|d")");
}

Expressions expressions(const Rule& rule) {
  return expressions_of(rule, small_site(), seconds(15));
}

TEST(Expression, OfARuleWithoutHoursLeavesKeepToPrometheus) {
  Rule rule = simple_rule("queue_length > 20", kAspa);
  rule.keep = minutes(5);
  EXPECT_EQ(expressions(rule).held, "");
  rule.hours.kind = Hours::Kind::open;
  EXPECT_THAT(expressions(rule).held, HasSubstr("jonovahti_line_open{line=\"aspa\"}) == 0"));
  EXPECT_THAT(expressions(rule).alert,
              HasSubstr("jonovahti:alert_held{alert=\"Rule\"}[5m14s999ms]"));
  rule.keep = Millis(0);
  EXPECT_EQ(expressions(rule).held, "");
}

TEST(Expression, AsksTheDaemonForHoursThatAreNoLines) {
  Rule rule = simple_rule("queue_length > 20", kGroup);
  rule.hours.kind = Hours::Kind::open;
  EXPECT_THAT(expressions(rule).alert,
              HasSubstr(R"(jonovahti_alert_judged{alert="Rule",group="puhelut"}) == 0)"));
  rule.subjects = {kAspa};
  rule.hours = {.kind = Hours::Kind::own, .own = office_hours()};
  EXPECT_THAT(expressions(rule).alert,
              HasSubstr(R"(jonovahti_alert_judged{alert="Rule",line="aspa"}) == 0)"));
  rule.hours.kind = Hours::Kind::closed;
  EXPECT_THAT(expressions(rule).alert, HasSubstr(R"(jonovahti_line_open{line="aspa"}) == 1)"));
}

TEST(Expression, OfALimitThatNeverIsKnownBreaksNothing) {
  const Rule rule = simple_rule("longest_wait_seconds > wait_target", kGroup);
  EXPECT_THAT(expressions(rule).alert, HasSubstr("> absent(vector(0))"));
}

TEST(RuleFile, IsTheSameForTheSameRules) {
  const std::vector<Rule> rules = {simple_rule("queue_length > 20", kAspa)};
  EXPECT_EQ(rule_file(small_site(), rules), rule_file(small_site(), rules));
}

TEST(RuleFile, LeavesOutWhatARuleDoesNotSay) {
  const std::string bare = rule_file(small_site(), {simple_rule("queue_length > 20", kAspa)});
  EXPECT_THAT(bare, Not(HasSubstr("keep_firing_for: ")));
  EXPECT_THAT(bare, Not(HasSubstr("summary_fi")));
  EXPECT_THAT(bare, Not(HasSubstr("runbook_url")));
}

TEST(Annotation, IsEmptyWithoutAText) {
  EXPECT_EQ(annotation(simple_rule("queue_length > 20", kAspa), Language::fi), "");
}

TEST(Annotation, TellsTheUnitAndTheLimit) {
  const auto said = [](std::string_view when) {
    Rule rule = simple_rule(when, kAspa);
    rule.text.fi = "{{value}} / {{limit}}";
    return annotation(rule, Language::fi);
  };
  const auto with = [](const std::string& value, const std::string& limit) {
    return "{{ if eq $value $value }}{{ " + value + " }}{{ else }}–{{ end }} / " + limit;
  };
  EXPECT_EQ(said("queue_length > 20"), with("printf \"%.0f\" $value", "20"));
  EXPECT_EQ(said("callbacks_at_risk > 2.5"), with("printf \"%.1f\" $value", "2.5"));
  EXPECT_EQ(said("longest_wait_seconds > 15m"), with("humanizeDuration $value", "0:15:00"));
  EXPECT_EQ(said("window_answer_rate[60m] < 70%"), with("humanizePercentage $value", "70 %"));
  EXPECT_EQ(said("longest_wait_seconds > 4 * wait_target"),
            with("humanizeDuration $value", "4 * wait_target"));
}

}  // namespace
}  // namespace jono::alerting
