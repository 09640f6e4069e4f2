// SPDX-License-Identifier: EUPL-1.2
// The rule file in the hands of promtool: the same story, told to our own machine and to
// Prometheus, ends in the same alerts at each evaluation.
#include "alerting/prometheus/rule_file.h"

#include <gtest/gtest.h>

#include "tests/metrics/promtool.h"
#include "tests/metrics/rule_scenario.h"
#include "tests/metrics/rule_trial.h"
#include "tests/support/hold.h"

namespace jono::metrics {
namespace {

void add(std::vector<Tick>& story, std::size_t steps, const Tick& tick) {
  story.insert(story.end(), steps, tick);
}

Tick all(Heat heat) {
  Tick out;
  out.lines = {heat, heat};
  out.source = out.backlog = heat;
  return out;
}

Tick unknown(Heat heat) {
  Tick out = all(heat);
  out.known = out.settled = {false, false};
  out.source_up = false;
  out.usual = false;
  return out;
}

Tick unsettled(Heat heat) {
  Tick out = all(heat);
  out.settled = {false, false};
  return out;
}

// 4 steps make `for`, 8 make `keep`.
std::vector<Tick> whole_life() {
  std::vector<Tick> out;
  add(out, 2, all(Heat::cool));
  add(out, 3, all(Heat::hot));  // shorter than `for`
  add(out, 2, all(Heat::warm));
  add(out, 3, all(Heat::hot));
  add(out, 1, unknown(Heat::hot));  // begins anew
  add(out, 6, all(Heat::hot));      // fires
  add(out, 20, all(Heat::warm));    // between the limits
  add(out, 10, unknown(Heat::cool));
  add(out, 8, unsettled(Heat::cool));
  add(out, 6, all(Heat::cool));  // shorter than `keep`
  add(out, 2, all(Heat::warm));
  add(out, 30, all(Heat::cool));  // closing time is at step 80
  add(out, 60, all(Heat::hot));   // and opening at step 120
  add(out, 12, all(Heat::cool));
  return out;
}

std::string file() { return alerting::rule_file(story_site(), story_rules()); }

Trial told(const std::vector<Tick>& story, const std::string& rules) {
  return trial(story_site(), story_rules(), snapshots_of(story), rules);
}

void expect_agreement(const std::vector<Tick>& story) {
  const TempFile rules("rules", file());
  const Verdict verdict = promtool("test rules", told(story, rules.path()).test);
  EXPECT_TRUE(verdict.content) << verdict.said.substr(0, 4000);
}

TEST(RuleFile, PromtoolTakesIt) {
  const Verdict verdict = promtool("check rules", file());
  EXPECT_TRUE(verdict.content) << verdict.said;
  EXPECT_EQ(verdict.said.find("duplicate"), std::string::npos) << verdict.said;
}

TEST(RuleFile, OneLifeOfEveryRuleEndsInTheSameAlerts) { expect_agreement(whole_life()); }

TEST(RuleFile, AStaleSnapshotIsNoEvidence) {
  std::vector<Tick> story;
  Tick stale = all(Heat::cool);
  stale.fresh = false;
  add(story, 6, all(Heat::hot));
  add(story, 20, stale);
  add(story, 12, all(Heat::cool));
  stale = all(Heat::hot);
  stale.fresh = false;
  add(story, 8, stale);
  expect_agreement(story);
}

TEST(RuleFile, AGroupIsUnknownWhileOneOfItsLinesIs) {
  std::vector<Tick> story;
  Tick half = all(Heat::hot);
  half.known[1] = half.settled[1] = false;
  add(story, 8, half);
  add(story, 8, all(Heat::hot));
  half.lines[0] = Heat::cool;
  add(story, 16, half);
  expect_agreement(story);
}

// aspa closes at step 80, the hours of a rule's own end at step 40.
TEST(RuleFile, ClosingTimeEndsAlertsAtOnce) {
  std::vector<Tick> story;
  add(story, 130, all(Heat::hot));
  expect_agreement(story);
}

TEST(RuleFile, EveryRuleOfTheStoriesFires) {
  Trial seen = told(whole_life(), "");
  for (const alerting::Rule& rule : story_rules())
    EXPECT_TRUE(seen.steps[rule.name].contains(alerting::Step::fired)) << rule.name;
}

std::vector<Tick> any_story(std::size_t least) {
  const auto heat = rc::gen::element(Heat::cool, Heat::warm, Heat::hot);
  const auto mostly = rc::gen::weightedElement<bool>({{5, true}, {1, false}});
  std::vector<Tick> out;
  while (out.size() < least) {
    Tick tick;
    for (std::size_t line = 0; line < 2; ++line) {
      tick.lines[line] = *heat;
      tick.known[line] = *mostly;
      tick.settled[line] = tick.known[line] && *mostly;
    }
    tick.source = *heat;
    tick.backlog = *heat;
    tick.source_up = *mostly;
    tick.usual = *mostly;
    tick.fresh = *mostly;
    add(out, *rc::gen::inRange<std::size_t>(1, 14), tick);
  }
  return out;
}

// Few, since promtool takes its time for each.
TEST(RuleFile, AnyStoryEndsInTheSameAlerts) {
  const TempFile rules("rules", file());
  jono::testing::hold(4, [&] {
    const Verdict verdict = promtool("test rules", told(any_story(140), rules.path()).test);
    if (!verdict.content) RC_FAIL(verdict.said.substr(0, 4000));
  });
}

}  // namespace
}  // namespace jono::metrics
