// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "daemon/app/bridge.h"
#include "daemon/app/commands.h"

namespace jono::app {

void add_bridge(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "bridge", "the sources beside the phone system, sent to remote daemons for certain");
  auto path = std::make_shared<std::string>();
  command->add_option("--config", *path, "the configuration, YAML, with a bridge")->required();
  command->callback([path, &chosen] {
    chosen = [path] {
      return with_config(*path, [&](const config::Config& config) {
        if (config.bridge) return run_bridge(config);
        fmt::print(stderr,
                   "{}: has no bridge: add where to send, such as\n"
                   "bridge: {{to: [{{endpoint: \"tcp://127.0.0.1:5556\"}}]}}\n",
                   *path);
        return kRefused;
      });
    };
  });
}

}  // namespace jono::app
