// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "alerting/prometheus/rule_file.h"
#include "daemon/app/commands.h"
#include "daemon/config/config.h"
#include "daemon/config/site.h"

namespace jono::app {
namespace {

int write_rules(const config::Config& config, const std::string& path) {
  const std::string text = alerting::rule_file(config::site(config), config.alerts.rules);
  if (path == "-") {
    fmt::print("{}", text);
    return kDone;
  }
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out) return kDone;
  fmt::print(stderr, "{}: cannot be written\n", path);
  return kFailed;
}

}  // namespace

void add_rules(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("rules", "the alert rules as a rule file for Prometheus");
  auto config = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>("-");
  command->add_option("--config", *config, "the configuration, YAML")->required();
  command->add_option("--out", *out, "where the file goes; stdout where it is left out");
  command->callback([config, out, &chosen] {
    chosen = [config, out] {
      return with_config(*config,
                         [&](const jono::config::Config& c) { return write_rules(c, *out); });
    };
  });
}

}  // namespace jono::app
