// SPDX-License-Identifier: EUPL-1.2
// alerts, ack and silence: what on-call asks the running daemon.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "daemon/api/alert_json.h"
#include "daemon/app/alerts_replay.h"
#include "daemon/app/commands.h"
#include "daemon/app/control_client.h"
#include "daemon/config/config.h"

namespace jono::app {
namespace {

namespace json = boost::json;

// Asks the daemon of that configuration; `use` gets the body of a good answer.
struct Asked {
  std::string method;
  std::string path;
  std::string body{};
};
int ask_daemon(const std::string& config_path, const Asked& asked,
               const std::function<int(const std::string& body)>& use) {
  return with_config(config_path, [&](const config::Config& config) {
    const auto answer = ask(config.http.socket, asked.method, asked.path, asked.body);
    if (!answer) {
      fmt::print(stderr, "{}\n", answer.error().what);
      return kFailed;
    }
    if (answer->status < 300) return use(answer->body);
    fmt::print(stderr, "{}\n", detail_of(answer->body));
    return answer->status < 500 ? kRefused : kFailed;
  });
}

std::string word(const json::value& of, std::string_view key) {
  const auto* found = of.as_object().if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : "";
}

std::string subject_of(const json::value& of) {
  for (const std::string_view kind : {"line", "group", "source", "backlog"}) {
    if (const std::string id = word(of, kind); !id.empty()) return id;
  }
  return "all";
}

// "2026-11-23 10:02" of an instant as the API prints it.
std::string minute(const std::string& instant) {
  std::string out = instant.substr(0, 16);
  if (out.size() > 10) out[10] = ' ';
  return out;
}

void print_alert(const json::value& alert) {
  const json::value& ack = alert.at("acknowledged");
  std::string notes;
  if (alert.at("silenced").as_bool()) notes += "  silenced";
  if (ack.is_object()) notes += "  acknowledged by " + word(ack, "by");
  if (!alert.at("known").as_bool()) notes += "  no data";
  fmt::print("{:<8} {:<7} {:<24} {:<16} {:<16} {:>9}  {}{}\n", word(alert, "state"),
             word(alert, "severity"), word(alert, "alert"), subject_of(alert),
             minute(word(alert, "since")), word(alert, "value_text"), word(alert, "condition"),
             notes);
}

int print_alerts(const std::string& body) {
  const json::value root = json::parse(body);
  const auto& alerts = root.at("alerts").as_array();
  if (alerts.empty()) fmt::print("No alert fires.\n");
  for (const json::value& alert : alerts) print_alert(alert);
  for (const json::value& silence : root.at("silences").as_array()) {
    const bool ours = silence.at("id").is_number();
    const std::string which =
        ours ? fmt::format("{} {} {}", silence.at("id").as_int64(),
                           word(silence, "alert").empty() ? "all alerts" : word(silence, "alert"),
                           subject_of(silence))
             : word(silence, "matchers") + " at " + word(silence, "origin");
    fmt::print("silence  {} until {} by {}: {}\n", which, minute(word(silence, "until")),
               word(silence, "by"), word(silence, "reason"));
  }
  for (const json::value& receiver : root.at("receivers").as_array()) {
    if (word(receiver, "failing_since").empty()) continue;
    fmt::print("receiver {} has taken nothing since {}: {}\n", word(receiver, "name"),
               minute(word(receiver, "failing_since")), word(receiver, "answer"));
  }
  return kDone;
}

int print_plain(const std::string& body) {
  fmt::print("{}", body);
  return kDone;
}

struct AlertsGiven {
  std::string config;
  bool all = false;
  bool as_json = false;
  bool told = false;
  AlertsReplayOptions replay;
};

int run_alerts(const AlertsGiven& given) {
  if (!given.replay.period.empty()) {
    return with_config(given.config, [&](const config::Config& config) {
      const auto done = replay_alerts(config, given.replay);
      if (done) return kDone;
      fmt::print(stderr, "{}\n", done.error().what);
      return done.error().code == Errc::bad_input ? kRefused : kFailed;
    });
  }
  if (given.told) {
    return ask_daemon(given.config, {"GET", "/api/v1/notifications"}, print_plain);
  }
  const std::string path = given.all ? "/api/v1/alerts?all=true" : "/api/v1/alerts";
  return ask_daemon(given.config, {"GET", path}, given.as_json ? print_plain : print_alerts);
}

// What ack and silence have in common.
struct WishGiven {
  std::string config;
  std::string length;
  std::array<std::string, 4> subjects;  // by Subject::Kind
  std::string alert;
  std::string reason;
  std::uint32_t end = 0;  // of a silence
};

void add_wish_options(CLI::App& command, WishGiven& given) {
  command.add_option("--config", given.config, "the daemon's configuration, YAML")->required();
  for (std::size_t i = 0; i < given.subjects.size(); ++i) {
    const std::string kind(name_of(static_cast<alerting::Subject::Kind>(i)));
    command.add_option("--" + kind, given.subjects[i], "of this " + kind);
  }
  command.add_option("--reason", given.reason, "why; it goes into the audit")->required();
}

// The request's body; the daemon says what is wrong with it.
std::string body_of(const WishGiven& given) {
  json::object body{{"reason", given.reason}};
  if (!given.length.empty()) body["for"] = given.length;
  if (!given.alert.empty()) body["alert"] = given.alert;
  for (std::size_t i = 0; i < given.subjects.size(); ++i) {
    if (given.subjects[i].empty()) continue;
    body[name_of(static_cast<alerting::Subject::Kind>(i))] = given.subjects[i];
  }
  return json::serialize(body);
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

int run_silence(const WishGiven& given) {
  if (given.end != 0) {
    const std::string path =
        fmt::format("/api/v1/silences?id={}&reason={}", given.end, percent_encoded(given.reason));
    return ask_daemon(given.config, {"DELETE", path}, [&](const std::string&) {
      fmt::print("silence {} ended\n", given.end);
      return kDone;
    });
  }
  return ask_daemon(given.config, {"POST", "/api/v1/silences", body_of(given)},
                    [](const std::string& body) {
                      fmt::print("silence {}\n", json::parse(body).at("id").as_int64());
                      return kDone;
                    });
}

}  // namespace

void add_alerts(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "alerts", "what fires now, or, with --replay, what would have fired in the past");
  auto given = std::make_shared<AlertsGiven>();
  command->add_option("--config", given->config, "the configuration, YAML")->required();
  command->add_flag("--all", given->all, "those too that are silent");
  command->add_flag("--json", given->as_json, "as the API gives it");
  command->add_flag("--told", given->told, "whom was told what in the last week, NDJSON");
  auto* replay =
      command->add_option("--replay", given->replay.period,
                          "FROM..TO, dates: try the rules of the configuration on what was "
                          "recorded then");
  command
      ->add_option("--svg", given->replay.pictures,
                   "a directory for a picture of each figure, its limit and when it fired")
      ->needs(replay);
  command
      ->add_option(
          "inputs", given->replay.inputs,
          "recordings to try on, as replay takes them; the daemon's journal where none is named")
      ->needs(replay);
  command->callback([given, &chosen] { chosen = [given] { return run_alerts(*given); }; });
}

void add_ack(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("ack", "says that somebody sees to an alert");
  auto given = std::make_shared<WishGiven>();
  add_wish_options(*command, *given);
  command->add_option("alert", given->alert, "its name, as QueueLong")->required();
  command->add_option("--for", given->length, "for how long, as 2h; 8h where it is left out");
  command->callback([given, &chosen] {
    chosen = [given] {
      return ask_daemon(given->config, {"POST", "/api/v1/acks", body_of(*given)},
                        [](const std::string&) {
                          fmt::print("acknowledged\n");
                          return kDone;
                        });
    };
  });
}

void add_silence(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("silence", "tells nobody of some alerts for a while");
  auto given = std::make_shared<WishGiven>();
  add_wish_options(*command, *given);
  command->add_option("alert", given->alert, "its name; all where it is left out");
  auto* length = command->add_option("--for", given->length, "for how long, as 2h; at most 72h");
  command->add_option("--end", given->end, "ends the silence of that number")->excludes(length);
  command->callback([given, length, &chosen] {
    if (given->end == 0 && length->count() == 0) throw CLI::RequiredError("--for or --end");
    chosen = [given] { return run_silence(*given); };
  });
}

}  // namespace jono::app
