// SPDX-License-Identifier: EUPL-1.2
// Every rule of the configuration that is installed, through a story of its own: our machine and
// Prometheus, with the rule file that we write for it, come to the same alerts at each evaluation.
#include <gtest/gtest.h>

#include <algorithm>

#include "alerting/prometheus/rule_file.h"
#include "daemon/config/config.h"
#include "daemon/config/site.h"
#include "tests/app/rule_story.h"
#include "tests/metrics/promtool.h"
#include "tests/metrics/rule_trial.h"

namespace jono {
namespace {

config::Config installed() {
  auto outcome = config::load("deploy/jonovahti.yaml");
  auto* config = std::get_if<config::Config>(&outcome);
  return config != nullptr ? std::move(*config) : config::Config{.zone = calendar::Zone::utc()};
}

std::vector<std::string> rule_names() {
  std::vector<std::string> out;
  for (const alerting::Rule& rule : installed().alerts.rules) out.push_back(rule.name);
  return out;
}

class DefaultRules : public testing::TestWithParam<std::string> {};

TEST_P(DefaultRules, EndInTheSameAlerts) {
  const config::Config config = installed();
  const auto rule = std::ranges::find(config.alerts.rules, GetParam(), &alerting::Rule::name);
  const alerting::RuleStory story = alerting::story_of(*rule, config::site(config));
  const metrics::TempFile file("rules", alerting::rule_file(story.site, story.rules));
  metrics::Trial trial = metrics::trial(story.site, story.rules, story.snapshots, file.path());

  const std::set<alerting::Step>& steps = trial.steps[rule->name];
  EXPECT_TRUE(steps.contains(alerting::Step::fired));
  EXPECT_TRUE(steps.contains(alerting::Step::resolved));
  EXPECT_EQ(steps.contains(alerting::Step::closed),
            rule->hours.kind != alerting::Hours::Kind::always);
  const metrics::Verdict verdict = metrics::promtool("test rules", trial.test);
  EXPECT_TRUE(verdict.content) << verdict.said.substr(0, 4000);
}

INSTANTIATE_TEST_SUITE_P(Installed, DefaultRules, testing::ValuesIn(rule_names()),
                         [](const auto& rule) { return rule.param; });

}  // namespace
}  // namespace jono
