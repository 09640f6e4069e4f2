// SPDX-License-Identifier: EUPL-1.2
// log-level: how much the running daemon logs.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "daemon/app/commands.h"
#include "daemon/app/control_client.h"
#include "daemon/app/output.h"
#include "daemon/config/config.h"

namespace jono::app {
namespace {

struct Given {
  std::string config;
  std::string level;
};

Result<void> set_level(const config::Config& config, const std::string& level) {
  const boost::json::object wish{{"level", level}};
  const auto answer =
      ask(config.http.socket, "POST", "/api/v1/log-level", boost::json::serialize(wish));
  if (!answer) return answer.error();
  if (answer->status >= 300) return Error{Errc::bad_input, detail_of(answer->body)};
  fmt::print("{} and graver is logged until the configuration is read again\n", level);
  return {};
}

}  // namespace

void add_log_level(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("log-level", "how much the running daemon logs");
  auto given = std::make_shared<Given>();
  command->add_option("level", given->level, "debug, info, warning or error")->required();
  command->add_option("--config", given->config, "the daemon's configuration, YAML")->required();
  command->callback([given, &chosen] {
    chosen = [given] {
      return with_config(given->config, [&](const config::Config& config) {
        return told(set_level(config, given->level));
      });
    };
  });
}

}  // namespace jono::app
