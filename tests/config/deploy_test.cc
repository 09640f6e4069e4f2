// SPDX-License-Identifier: EUPL-1.2
// What is shipped as an example is right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "alerting/payload.h"
#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using namespace alerting;
using testing::SizeIs;

Config example() {
  Outcome outcome = load("deploy/jonovahti.yaml");
  if (const auto* faults = std::get_if<Faults>(&outcome)) throw std::runtime_error(faults->text());
  return std::get<Config>(std::move(outcome));
}

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Example, EveryRuleIsComplete) {
  const Config config = example();
  EXPECT_THAT(config.alerts.rules, SizeIs(24));
  for (const Rule& rule : config.alerts.rules) {
    EXPECT_FALSE(rule.runbook.empty()) << rule.name;
    for (const Language language : {Language::fi, Language::sv, Language::en}) {
      EXPECT_FALSE(rule.text.in(language).empty()) << rule.name;
    }
    EXPECT_NE(rule.severity, Severity::info) << rule.name;
  }
}

TEST(Example, ASilentSourcePagesAtOnce) {
  const Config config = example();
  const auto rule = std::ranges::find(config.alerts.rules, "SourceSilent", &Rule::name);
  ASSERT_NE(rule, config.alerts.rules.end());
  EXPECT_EQ(rule->wait, Millis(0));
  EXPECT_EQ(rule->severity, Severity::page);
  EXPECT_EQ(rule->hours.kind, Hours::Kind::open);
  EXPECT_THAT(rule->subjects, SizeIs(config.sources.size()));
}

// What a receiver would be sent: of an alert that fires, and of one that has ended.
std::string body_for(const WebhookSettings& hook, bool ended, const std::string& runbook) {
  Telling telling{.notice = {.rule = "QueueLong",
                             .subject = "aspa",
                             .title = {"A\"spa", "A\"spa", "A\"spa"},
                             .fired = Instant{},
                             .figure = "queue_length",
                             .value = "23",
                             .limit = "20",
                             .text = {"Jono \"pitkä\"\n& kasvaa", "x", "x"},
                             .runbook = runbook},
                  .told = ended ? Told::resolved : Told::firing};
  if (ended) telling.notice.ended = Instant{} + std::chrono::minutes(7);
  const auto zone = calendar::Zone::utc();
  return webhook_request(hook, telling, {Language::fi, zone}, "s3cret").body;
}

TEST(Example, WhatReceiversToCopySayIsJson) {
  for (const char* name : {"teams", "mattermost", "pagerduty"}) {
    const std::string path = "deploy/receivers/" + std::string(name) + ".yaml";
    const Config config = right(with_line_and_source(text_of_file(path)));
    const auto& hook = std::get<WebhookSettings>(config.alerts.receivers.at(0).kind);
    for (const bool ended : {false, true}) {
      for (const char* runbook : {"", "https://a/b"}) {
        boost::system::error_code failed;
        const auto said = boost::json::parse(body_for(hook, ended, runbook), failed);
        ASSERT_FALSE(failed) << name << ": " << body_for(hook, ended, runbook);
        EXPECT_NE(serialize(said).find("Jono \\\"pitkä\\\"\\n& kasvaa"), std::string::npos) << name;
      }
    }
  }
}

TEST(Example, ReceiversToCopyAreRight) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator("deploy/receivers")) {
    found.push_back(entry.path().stem());
    const Config config = right(with_line_and_source(text_of_file(entry.path())));
    ASSERT_THAT(config.alerts.receivers, SizeIs(1)) << entry.path();
    const auto& hook = std::get<WebhookSettings>(config.alerts.receivers[0].kind);
    EXPECT_TRUE(hook.url.starts_with("https://")) << entry.path();
    EXPECT_FALSE(hook.body.empty()) << entry.path();
  }
  EXPECT_THAT(found,
              testing::UnorderedElementsAre("mattermost", "pagerduty", "sms-gateway", "teams"));
}

}  // namespace
}  // namespace jono::config
