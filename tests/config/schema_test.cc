// SPDX-License-Identifier: EUPL-1.2
// The defaults that the schema tells are those of the structs, every one of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <array>
#include <functional>
#include <map>
#include <utility>

#include "alerting/receiver_settings.h"
#include "tests/config/config_support.h"

namespace jono::config {
namespace {

// A configuration that says only what it must, of every kind of source, receiver and event.
constexpr std::string_view kLeast = R"(
lines: {aspa: }
sources:
  ace: {type: feed}
  ami: {type: asterisk_ami, user: u, secret_file: f, events: {queue_done: {name: D}, callback_failed: {name: F}}}
  bus: {type: subscribe, publisher: "tcp://h:1"}
  fs: {type: freeswitch, secret_file: f}
  sim: {type: simulator}
  drop: {type: file, folder: f, totals: {line: l, from: {column: A, unit: s}, length: 1h, figures: {offered: {column: N}}}}
  hook: {type: webhook, secret_file: f}
bridge: {to: [{endpoint: "tcp://127.0.0.1:1"}]}
alerts:
  rules: [{alert: A, when: queue_length > 1}]
  notify:
    - {type: webhook, url: "http://h"}
    - {type: heartbeat, url: "http://h"}
reports: [{name: a, period: week, folder: /x}]
)";

// As the schema writes it: in the largest unit that it is whole in.
std::string text(Millis length) {
  constexpr std::array<std::pair<const char*, std::int64_t>, 4> kUnits = {
      {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}}};
  for (const auto& [name, unit] : kUnits) {
    if (length.count() != 0 && length.count() % unit == 0) {
      return std::to_string(length.count() / unit) + name;
    }
  }
  return length.count() == 0 ? "0s" : std::to_string(length.count()) + "ms";
}
std::string text(double share) { return std::to_string(std::lround(share * 100)) + "%"; }
std::string text(bool yes) { return yes ? "true" : "false"; }
std::string text(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "\"" : ", \"") + one + "\"";
  return "[" + out + "]";
}

template <class Kind>
const Kind& source(const Config& c) {
  for (const Source& one : c.sources) {
    if (const auto* kind = std::get_if<Kind>(&one.kind)) return *kind;
  }
  throw std::logic_error("no such source");
}

template <class Kind>
Millis silence(const Config& c) {
  for (const Source& one : c.sources) {
    if (std::holds_alternative<Kind>(one.kind)) return one.silent_after.value_or(Millis(0));
  }
  return {};
}

std::string choice_text(engine::ServiceLevel of) {
  return of == engine::ServiceLevel::offered ? "offered" : "another";
}

using Defaults = std::map<std::string, std::string>;

Defaults of_lines(const Config& c) {
  const Line& line = c.lines[0];
  const engine::LineSettings& settings = line.settings;
  return {{"line_settings.wait_target", text(settings.wait_target.at({}))},
          {"line_settings.short_abandon", text(settings.short_abandon)},
          {"line_settings.lost_after", text(settings.lost_after)},
          {"line_settings.service_level", choice_text(settings.service_level)},
          {"line_settings.same_day_target", text(line.same_day_target.at({}))},
          {"line_settings.answer_rate_target", text(line.answer_rate_target.at({}))},
          {"standing_hours.holidays",
           text(calendar::OpeningVersion{}.finnish_holidays) == "true" ? "finland" : "none"}};
}

Defaults of_sources(const Config& c) {
  const auto& ami = source<asterisk::AsteriskConfig>(c);
  const auto& esl = source<freeswitch::FreeSwitchConfig>(c);
  const auto& hook = source<webhook::WebhookConfig>(c);
  const auto& files = source<file::FileConfig>(c);
  const auto& simulated = source<simulator::SimulatorConfig>(c);
  const asterisk::UserEventNames& failed = ami.events.callback_failed.value();
  EXPECT_EQ(silence<FeedSource>(c), silence<asterisk::AsteriskConfig>(c));
  EXPECT_EQ(silence<FeedSource>(c), silence<freeswitch::FreeSwitchConfig>(c));
  return {{"source_common.future_tolerance", text(c.sources[0].future_tolerance)},
          {"source_alive.silent_after", text(silence<FeedSource>(c))},
          {"source_subscribe.topics", text(source<subscribe::SubscribeConfig>(c).topics)},
          {"source_asterisk_ami.address", ami.host + ":" + std::to_string(ami.port)},
          {"source_freeswitch.address", esl.host + ":" + std::to_string(esl.port)},
          {"event_common.queue", failed.queue},
          {"queue_done_event.status", ami.events.queue_done.value().status},
          {"callback_event.callback_id", failed.callback_id},
          {"callback_failed_event.reason", failed.reason},
          {"mapping_length.unit", "s"},
          {"source_webhook.signature_header", hook.signature.value().header},
          {"source_webhook.rate", std::to_string(hook.rate)},
          {"source_file.format", files.layout.kind == file::Kind::csv ? "csv" : "another"},
          {"source_file.encoding",
           files.layout.encoding == file::Encoding::automatic ? "auto" : "another"},
          {"source_file.head_line", std::to_string(files.layout.head_line)},
          {"source_file.covers", files.covers == file::Covers::days ? "days" : "another"},
          {"source_simulator.seed", std::to_string(simulated.seed)},
          {"source_simulator.turned", text(simulated.turned)},
          {"simulator_faults.silence", text(simulated.faults.silence)},
          {"simulator_faults.duplicated", text(simulated.faults.duplicated)},
          {"simulator_faults.late", text(simulated.faults.late)},
          {"simulator_faults.reordered", text(simulated.faults.reordered)},
          {"simulator_faults.purge", text(simulated.faults.purge)}};
}

Defaults of_daemon(const Config& c) {
  return {{"configuration.timezone", c.timezone},
          {"configuration.language", c.language == Language::fi ? "fi" : "another"},
          {"configuration.data_dir", c.data_dir.string()},
          {"feed.listen", text(c.feed.listen)},
          {"bridge.outbox_bytes", std::to_string(c.bridge.value().outbox_bytes)},
          {"http.listen", c.http.host + ":" + std::to_string(c.http.port)},
          {"http.public_wall", text(c.http.public_wall)},
          {"store.settle_after", text(c.store.settle_after)},
          {"store.journal_retention", text(c.store.journal_retention)},
          {"privacy.small_cells", std::to_string(c.privacy.small_cells)},
          {"log.level", c.log.level == LogLevel::info ? "info" : "another"}};
}

Defaults of_alerts(const Config& c) {
  const alerting::Rule& rule = c.alerts.rules.at(0);
  const alerting::ReceiverSettings& receiver = c.alerts.receivers.at(0);
  const auto& hook = std::get<alerting::WebhookSettings>(receiver.kind);
  const auto& beat = std::get<alerting::HeartbeatSettings>(c.alerts.receivers.at(1).kind);
  const bool open = rule.hours.kind == alerting::Hours::Kind::open;
  return {{"alerts.evaluate_every", text(c.alerts.evaluate_every)},
          {"alerts.hold", text(c.alerts.hold)},
          {"rule.for", text(rule.wait)},
          {"rule.keep", text(rule.keep)},
          {"rule.only", open ? "open" : "another"},
          {"rule.severity", std::string(alerting::name_of(rule.severity))},
          {"receiver_common.after", text(receiver.after)},
          {"receiver_webhook.method", hook.method},
          {"receiver_webhook.content_type", hook.content_type},
          {"receiver_heartbeat.every", text(beat.every)}};
}

Defaults of_reports(const Config& c) {
  const ScheduledReport& report = c.reports.at(0);
  const bool html = report.formats == std::vector{ReportFormat::html};
  return {{"report.after", text(report.after)},
          {"report.formats", html ? "[html]" : "others"},
          {"report.publish", text(report.publish)}};
}

Defaults of_structs() {
  const Config config = right(kLeast);
  Defaults out;
  for (const auto& part : {of_lines(config), of_sources(config), of_daemon(config),
                           of_alerts(config), of_reports(config)}) {
    out.insert(part.begin(), part.end());
  }
  return out;
}

Defaults of_schema() {
  Defaults out;
  for (const auto& map : YAML::LoadFile("daemon/config/schema.yaml")["maps"]) {
    for (const auto& key : map.second["keys"]) {
      if (!key.second["default"]) continue;
      out[map.first.Scalar() + "." + key.first.Scalar()] = key.second["default"].Scalar();
    }
  }
  return out;
}

TEST(Schema, ItsDefaultsAreThoseOfTheStructs) { EXPECT_EQ(of_schema(), of_structs()); }

}  // namespace
}  // namespace jono::config
