// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/config/site.h"
#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using namespace std::chrono_literals;
using namespace alerting;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using Kind = Subject::Kind;

Instant utc(int y, unsigned m, unsigned d, Millis time) {
  return std::chrono::sys_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d)) +
         time;
}

Config whole() { return std::get<Config>(load("tests/fixtures/config/alerts.yaml")); }

TEST(AlertsConfig, SaysNothingWhenLeftOut) {
  const Alerts alerts = right(with_line_and_source("")).alerts;
  EXPECT_EQ(alerts.evaluate_every, 1s);
  EXPECT_THAT(alerts.rules, IsEmpty());
  EXPECT_THAT(alerts.receivers, IsEmpty());
  EXPECT_THAT(right(with_line_and_source("alerts: {notify: []}")).alerts.rules, IsEmpty());
}

TEST(AlertsConfig, ARuleWhole) {
  const Config config = whole();
  EXPECT_EQ(config.alerts.evaluate_every, 2s);
  ASSERT_THAT(config.alerts.rules, SizeIs(4));
  const Rule& rule = config.alerts.rules[0];
  EXPECT_EQ(rule.name, "QueueLong");
  EXPECT_THAT(rule.subjects,
              ElementsAre(Subject{Kind::line, 0}, Subject{Kind::line, 2}, Subject{Kind::group, 0}));
  const Instant change = utc(2026, 8, 31, 21h);  // midnight in Helsinki
  EXPECT_EQ(print(rule.when.at(change - 1ms)), "queue_length > 40");
  EXPECT_EQ(print(rule.when.at(change)), "queue_length > 25");
  EXPECT_EQ(print(clear_at(rule, change)), "queue_length < 20");
  EXPECT_EQ(rule.wait, 2min);
  EXPECT_EQ(rule.keep, 10min);
  EXPECT_EQ(rule.severity, Severity::page);
  EXPECT_EQ(rule.text.fi, "");
  EXPECT_EQ(rule.text.sv, "{{line}}: {{value}} i kö");
  EXPECT_EQ(rule.text.en, "{{line}}: {{value}} waiting");
  EXPECT_EQ(rule.runbook, "https://example.invalid/runbooks/queue-long");
}

TEST(AlertsConfig, WhatARuleLeavesOut) {
  const Config config =
      right(with_line_and_source("alerts: {rules: [{alert: A, when: 'queue_length > 20'}]}"));
  const Rule& rule = config.alerts.rules.at(0);
  EXPECT_THAT(rule.subjects, ElementsAre(Subject{Kind::line, 0}, Subject{Kind::line, 1}));
  EXPECT_EQ(rule.wait, 0s);
  EXPECT_EQ(rule.keep, 5min);
  EXPECT_EQ(rule.hours.kind, Hours::Kind::open);
  EXPECT_EQ(rule.severity, Severity::ticket);
  EXPECT_EQ(rule.text, LocalText{});
  EXPECT_EQ(rule.runbook, "");
  EXPECT_FALSE(rule.clear);
  EXPECT_EQ(print(clear_at(rule, Instant{})), "queue_length <= 20");
}

TEST(AlertsConfig, HoursOfItsOwn) {
  const Config config = whole();
  const Site all = site(config);
  const auto judged = [&](std::size_t rule, Instant t) {
    return in_hours(config.alerts.rules.at(rule), {Kind::line, 0}, all, t);
  };
  const Instant sunday = utc(2026, 11, 22, 0h), monday = utc(2026, 11, 23, 0h);
  EXPECT_TRUE(judged(0, sunday + 6h));  // 8 in Helsinki
  EXPECT_FALSE(judged(0, sunday + 9h));
  EXPECT_TRUE(judged(0, sunday + 10h));
  EXPECT_FALSE(judged(0, sunday + 14h));
  EXPECT_FALSE(judged(1, sunday + 8h));
  EXPECT_TRUE(judged(1, monday + 8h));
  EXPECT_FALSE(judged(1, utc(2026, 12, 25, 8h)));
  EXPECT_TRUE(judged(2, sunday));
  EXPECT_TRUE(judged(3, sunday));
  EXPECT_FALSE(judged(3, monday + 8h));
}

TEST(AlertsConfig, WithoutNamesARuleIsAboutThoseThatHaveWhatItNeeds) {
  const Config config = whole();
  EXPECT_THAT(config.alerts.rules[1].subjects, SizeIs(3));
  EXPECT_THAT(config.alerts.rules[2].subjects, ElementsAre(Subject{Kind::source, 0}));
  EXPECT_THAT(config.alerts.rules[3].subjects, ElementsAre(Subject{Kind::backlog, 1}));
}

TEST(AlertsConfig, ReceiversAndTheirNames) {
  const Config config = whole();
  std::vector<std::string> names;
  for (const auto& receiver : config.alerts.receivers) names.push_back(receiver.name);
  EXPECT_THAT(names,
              ElementsAre("alertmanager", "sms", "webhook", "webhook-2", "mail", "heartbeat"));
  const auto& am = std::get<AlertmanagerSettings>(config.alerts.receivers[0].kind);
  EXPECT_THAT(am.urls, ElementsAre("http://127.0.0.1:9093", "https://am.example/prefix/"));
  EXPECT_EQ(config.alerts.receivers[0].language, Language::fi);
  EXPECT_THAT(config.alerts.receivers[0].severities, IsEmpty());
  EXPECT_EQ(config.alerts.receivers[0].after, 2min);
}

TEST(AlertsConfig, AWebhookWhole) {
  const Config config = whole();
  const ReceiverSettings& sms = config.alerts.receivers[1];
  EXPECT_THAT(sms.severities, ElementsAre(Severity::page, Severity::ticket));
  EXPECT_EQ(sms.language, Language::sv);
  EXPECT_THAT(sms.instead_of, ElementsAre("alertmanager", "webhook-2"));
  EXPECT_EQ(sms.after, 90s);
  const auto& hook = std::get<WebhookSettings>(sms.kind);
  EXPECT_EQ(hook.url, "https://sms.example:8443/send?v=2");
  EXPECT_EQ(hook.method, "PUT");
  EXPECT_THAT(hook.headers,
              ElementsAre(Pair("Authorization", "Bearer {{secret}}"), Pair("X-From", "jonovahti")));
  EXPECT_EQ(hook.content_type, "application/x-www-form-urlencoded");
  EXPECT_EQ(hook.body, "to=112&text={{summary}}");
  EXPECT_EQ(hook.secret_file, "/etc/jonovahti/sms.secret");
  EXPECT_EQ(hook.signature_header, "X-Signature");
  const auto& plain = std::get<WebhookSettings>(config.alerts.receivers[2].kind);
  EXPECT_EQ(plain.method, "POST");
  EXPECT_EQ(plain.content_type, "application/json");
}

TEST(AlertsConfig, MailAndHeartbeat) {
  const Config config = whole();
  const auto& mail = std::get<MailSettings>(config.alerts.receivers[4].kind);
  EXPECT_EQ(mail.server, "smtps://mail.example:465");
  EXPECT_EQ(mail.from, "jonovahti@example.invalid");
  EXPECT_THAT(mail.to, ElementsAre("oncall@example.invalid", "boss@example.invalid"));
  EXPECT_EQ(mail.user, "jono");
  EXPECT_EQ(mail.secret_file, "/etc/jonovahti/mail.secret");
  EXPECT_EQ(mail.ca_file, "/etc/ssl/own.pem");
  const auto& beat = std::get<HeartbeatSettings>(config.alerts.receivers[5].kind);
  EXPECT_EQ(beat.url, "https://hc.example/ping");
  EXPECT_EQ(beat.every, 1min);
}

TEST(SiteOfConfig, HasEverything) {
  const Site all = site(whole());
  ASSERT_THAT(all.lines, SizeIs(3));
  EXPECT_EQ(all.lines[2].settings.id, "vaihde");
  EXPECT_EQ(all.lines[2].name.sv, "vaihde");
  EXPECT_EQ(all.lines[2].answer_rate_target.at(Instant{}), 0.9);
  ASSERT_THAT(all.groups, SizeIs(1));
  EXPECT_EQ(all.groups[0].id, "puhelinpalvelu");
  EXPECT_THAT(all.groups[0].lines, ElementsAre(LineId{0}, LineId{2}));
  ASSERT_THAT(all.sources, SizeIs(2));
  EXPECT_THAT(all.sources[0].lines, ElementsAre(LineId{0}, LineId{2}));
  EXPECT_EQ(all.sources[0].silent_after, 2min);
  EXPECT_THAT(all.sources[1].lines, ElementsAre(LineId{0}, LineId{1}, LineId{2}));
  EXPECT_EQ(all.sources[1].silent_after, std::nullopt);
  ASSERT_THAT(all.backlogs, SizeIs(2));
  EXPECT_FALSE(all.backlogs[0].urgent);
  EXPECT_EQ(all.backlogs[1].other.value().at(Instant{}), 120h);
  EXPECT_EQ(all.zone.format(utc(2026, 7, 1, 0h)), "2026-07-01T03:00:00+03:00");
}

TEST(ControlSocket, StandsInTheDataDirectoryUnlessSaid) {
  EXPECT_EQ(right(with_line_and_source("data_dir: /d")).http.socket, "/d/control.sock");
  EXPECT_EQ(right(with_line_and_source("http: {socket: /run/jono.sock}")).http.socket,
            "/run/jono.sock");
  EXPECT_THAT(faults_of(with_line_and_source("http: {socket: /" + std::string(107, 'x') + "}")),
              ElementsAre("3:16: http.socket: a socket's path has 1 to 107 bytes"));
  EXPECT_THAT(faults_of(with_line_and_source("data_dir: /" + std::string(100, 'x'))),
              ElementsAre(HasSubstr("set http.socket")));
}

}  // namespace
}  // namespace jono::config
