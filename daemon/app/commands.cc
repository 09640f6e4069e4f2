// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "daemon/app/loaded.h"
#include "daemon/app/log.h"
#include "daemon/app/serve.h"
#include "daemon/base/version.h"
#include "daemon/config/config.h"

namespace jono::app {

namespace {

// As with_config(), with who gets in over HTTP.
int with_loaded(const std::string& path, const std::function<int(Loaded)>& use) {
  auto outcome = load(path);
  if (const auto* faults = std::get_if<std::string>(&outcome)) {
    fmt::print(stderr, "{}", *faults);
    return kRefused;
  }
  return use(std::move(std::get<Loaded>(outcome)));
}

}  // namespace

int with_config(const std::string& path, const std::function<int(const config::Config&)>& use) {
  const config::Outcome outcome = config::load(path);
  if (const auto* faults = std::get_if<config::Faults>(&outcome)) {
    fmt::print(stderr, "{}", faults->text());
    return kRefused;
  }
  return use(std::get<config::Config>(outcome));
}

void add_check(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("check", "every fault in the configuration, with its place");
  auto path = std::make_shared<std::string>();
  command->add_option("--config", *path, "the configuration, YAML")->required();
  command->callback([path, &chosen] {
    chosen = [path] {
      return with_loaded(*path, [&](const Loaded& loaded) {
        fmt::print("{}: good: {} lines, {} sources\n", *path, loaded.config.lines.size(),
                   loaded.config.sources.size());
        return kDone;
      });
    };
  });
}

void add_serve(CLI::App& app, Command& chosen) {
  auto* command =
      app.add_subcommand("serve", "the daemon: takes events, keeps figures, serves them");
  auto path = std::make_shared<std::string>();
  command->add_option("--config", *path, "the configuration, YAML")->required();
  command->callback([path, &chosen] {
    chosen = [path] {
      return with_loaded(*path, [&](Loaded loaded) { return serve(*path, std::move(loaded)); });
    };
  });
}

int run(int argc, char** argv) {
  start_log();  // on stderr: what a command gives goes to stdout, and nothing else
  CLI::App app("Watches the queues of a phone service: hour rows, metrics, alerts.", "jonovahti");
  app.set_version_flag("--version", std::string(kVersion));
  app.require_subcommand(1);
  Command chosen;
  add_check(app, chosen);
  add_replay(app, chosen);
  add_simulate(app, chosen);
  add_serve(app, chosen);
  add_alerts(app, chosen);
  add_ack(app, chosen);
  add_silence(app, chosen);
  add_rules(app, chosen);
  add_report(app, chosen);
  add_rebuild(app, chosen);
  add_backup(app, chosen);
  add_export(app, chosen);
  add_import(app, chosen);
  add_reconcile(app, chosen);
  add_feed(app, chosen);
  add_bridge(app, chosen);
  add_keygen(app, chosen);
  add_status(app, chosen);
  add_reload(app, chosen);
  add_log_level(app, chosen);
  add_doctor(app, chosen);
  add_token(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? kDone : kRefused;
  }
  return chosen();
}

}  // namespace jono::app
