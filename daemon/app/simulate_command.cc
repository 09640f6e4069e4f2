// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "daemon/app/commands.h"
#include "daemon/app/held_signals.h"
#include "daemon/app/simulate.h"
#include "daemon/config/scalars.h"

namespace jono::app {
namespace {

struct Given {
  std::string config;
  std::string from;
  SimulateOptions options;
};

void add_options(CLI::App& command, Given& given) {
  SimulateOptions& options = given.options;
  command.add_option("--config", given.config, "the configuration, YAML")->required();
  command
      .add_option("--speed", options.speed,
                  "times real time; 1, or with --from as fast as it goes, where it is left out")
      ->check(CLI::PositiveNumber);
  command.add_option("--from", given.from, "the first day, as 2023-09-01; left out: from now on");
  command
      .add_option("--days", options.days,
                  "how many days; 1 with --from, else for ever, where it is left out")
      ->check(CLI::Range(1, 36'500));
  command.add_option("--seed", options.seed, "the same one gives the same events");
  command.add_option("--source", options.source,
                     "whose events they are; the simulator's, or the only feed's");
  auto* to = command.add_option("--to", options.to, "the endpoint of a daemon's feed");
  command.add_option("--key", options.key, "with --to: the sender's secret file, from keygen")
      ->needs(to);
  command
      .add_option("--server-key", options.server_key,
                  "with --key: the daemon's public file, from keygen")
      ->needs(to);
  command.add_option("--out", options.out, "a file for the events, NDJSON; - is stdout")
      ->excludes(to);
}

int refused(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  return kRefused;
}

int run_simulate(const Given& given) {
  SimulateOptions options = given.options;
  if (!given.from.empty()) {
    options.from = config::parse_date(given.from);
    if (!options.from)
      return refused(fmt::format("--from {}: not a date as 2023-09-01", given.from));
  }
  return with_config(given.config, [&](const config::Config& config) {
    const HeldSignals signals;
    const auto done = simulate(config, options, SystemClock(), [&] { return signals.take(); });
    if (done) return kDone;
    fmt::print(stderr, "{}\n", done.error().what);
    return done.error().code == Errc::bad_input ? kRefused : kFailed;
  });
}

}  // namespace

void add_simulate(CLI::App& app, Command& chosen) {
  auto* command =
      app.add_subcommand("simulate", "realistic traffic, into a file or to a daemon's feed");
  auto given = std::make_shared<Given>();
  add_options(*command, *given);
  command->callback([given, &chosen] { chosen = [given] { return run_simulate(*given); }; });
}

}  // namespace jono::app
