// SPDX-License-Identifier: EUPL-1.2
// status: one screen of how the running daemon does.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>

#include "daemon/app/commands.h"
#include "daemon/app/control_client.h"
#include "daemon/app/output.h"
#include "daemon/config/config.h"
#include "daemon/report/print.h"

namespace jono::app {
namespace {

namespace json = boost::json;

struct Given {
  std::string config;
  bool as_json = false;
};

// What the screen is made of.
struct Asked {
  json::value daemon;
  json::value live;
  json::value sources;
  json::value alerts;
};

std::string text(const json::value& of, std::string_view key) {
  const json::value& found = of.at(key);
  return found.is_string() ? std::string(found.get_string()) : "-";
}

double number(const json::value& of, std::string_view key) {
  const json::value& found = of.at(key);
  return found.is_null() ? 0 : found.to_number<double>();
}

std::int64_t count(const json::value& of, std::string_view key) {
  return static_cast<std::int64_t>(number(of, key));
}

std::string duration(const json::value& of, std::string_view key) {
  if (of.at(key).is_null()) return "-";
  return report::duration(Millis(static_cast<std::int64_t>(number(of, key) * 1000)));
}

// "2026-11-23 10:02:05" of an instant as the API prints it.
std::string second(const json::value& of, std::string_view key) {
  std::string out = text(of, key).substr(0, 19);
  if (out.size() > 10) out[10] = ' ';
  return out;
}

std::string bytes(const json::value& of, std::string_view key) {
  constexpr std::array<std::string_view, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
  if (of.at(key).is_null()) return "unknown";
  double size = number(of, key);
  std::size_t unit = 0;
  for (; size >= 1024 && unit + 1 < kUnits.size(); ++unit) size /= 1024;
  return fmt::format("{:.{}f} {}", size, unit == 0 ? 0 : 1, kUnits[unit]);
}

void print_daemon(const json::value& of) {
  fmt::print("jonovahti {}: {}, since {}\n", text(of, "version"), text(of, "words"),
             second(of, "started"));
  const std::string refused = text(of, "config_refused");
  fmt::print("config    since {}{}\n", second(of, "config_since"),
             refused == "-" ? "" : "; the last reload was refused: " + refused);
  fmt::print("data      {}: journal {}, {} free on the disk\n", text(of, "data_dir"),
             bytes(of, "journal_bytes"), bytes(of, "disk_free_bytes"));
  fmt::print("events    {} wait to be taken, {} refused ever; figures are {} old\n",
             count(of, "waiting_events"), count(of, "dead_letters"),
             duration(of, "snapshot_age_seconds"));
}

void print_alerts(const json::value& of) {
  std::int64_t firing = 0, silenced = 0;
  for (const json::value& alert : of.at("alerts").as_array()) {
    firing += text(alert, "state") == "firing" ? 1 : 0;
    silenced += alert.at("silenced").as_bool() ? 1 : 0;
  }
  fmt::print("alerts    {} fire, {} of all silenced\n", firing, silenced);
  for (const json::value& receiver : of.at("receivers").as_array()) {
    if (receiver.at("failing_since").is_null()) continue;
    fmt::print("          receiver {} has taken nothing since {}: {}\n", text(receiver, "name"),
               second(receiver, "failing_since"), text(receiver, "answer"));
  }
}

void print_line(const json::value& line, const json::value& coverage) {
  const std::string covered = fmt::format("{:.1f} %", number(coverage, "coverage_today") * 100);
  if (!line.at("known").as_bool()) {
    fmt::print("{:<20} unknown since {:<21} {:>9}\n", text(line, "id"),
               second(line, "unknown_since"), covered);
    return;
  }
  const json::value& callbacks = line.at("callbacks");
  fmt::print("{:<20} {:>5} {:>9} {:>10} {:>8} {:>9}\n", text(line, "id"),
             count(line, "queue_length"), duration(line, "longest_wait_seconds"),
             count(callbacks, "open"), count(callbacks, "overdue"), covered);
}

void print_lines(const Asked& asked) {
  fmt::print("\n{:<20} {:>5} {:>9} {:>10} {:>8} {:>9}\n", "line", "queue", "longest", "callbacks",
             "overdue", "coverage");
  const auto& lines = asked.live.at("lines").as_array();
  const auto& coverages = asked.sources.at("lines").as_array();
  for (std::size_t i = 0; i < std::min(lines.size(), coverages.size()); ++i) {
    print_line(lines[i], coverages[i]);
  }
}

void print_sources(const json::value& of) {
  fmt::print("\n{:<20} {:<13} {:<19} {:>9} {:>9} {:>8} {:>5}\n", "source", "connected",
             "last event", "delay p90", "applied", "refused", "gaps");
  for (const json::value& source : of.at("sources").as_array()) {
    const std::string away = fmt::format("no, {}", duration(source, "silent_seconds"));
    fmt::print("{:<20} {:<13} {:<19} {:>9} {:>9} {:>8} {:>5}\n", text(source, "id"),
               source.at("up").as_bool() ? "yes" : away, second(source, "last_event"),
               duration(source, "event_delay_p90_seconds"), count(source, "applied"),
               count(source, "rejected"), count(source, "gaps"));
  }
}

Result<void> print_status(const config::Config& config, bool as_json) {
  Asked asked;
  for (const auto& [path, to] :
       {std::pair("/api/v1/status", &asked.daemon), std::pair("/api/v1/live", &asked.live),
        std::pair("/api/v1/sources", &asked.sources), std::pair("/api/v1/alerts", &asked.alerts)}) {
    auto got = get_json(config.http.socket, path);
    if (!got) return got.error();
    *to = std::move(*got);
  }
  if (as_json) {
    fmt::print("{}\n", json::serialize(json::object{{"daemon", asked.daemon},
                                                    {"live", asked.live},
                                                    {"sources", asked.sources},
                                                    {"alerts", asked.alerts}}));
    return {};
  }
  print_daemon(asked.daemon);
  print_alerts(asked.alerts);
  print_lines(asked);
  print_sources(asked.sources);
  return {};
}

}  // namespace

void add_status(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("status", "one screen of how the running daemon does");
  auto given = std::make_shared<Given>();
  command->add_option("--config", given->config, "the daemon's configuration, YAML")->required();
  command->add_flag("--json", given->as_json, "what it is made of, as the API gives it");
  command->callback([given, &chosen] {
    chosen = [given] {
      return with_config(given->config, [&](const config::Config& config) {
        return told(print_status(config, given->as_json));
      });
    };
  });
}

}  // namespace jono::app
