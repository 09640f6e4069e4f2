// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "daemon/app/commands.h"
#include "daemon/app/replay.h"
#include "daemon/event/rfc3339.h"

namespace jono::app {
namespace {

struct Given {
  std::string config;
  std::string format;
  std::string until;
  ReplayOptions options;
};

void add_options(CLI::App& command, Given& given) {
  command.add_option("--config", given.config, "the configuration, YAML")->required();
  command
      .add_option("--format", given.format,
                  "what the inputs are; told by their first bytes where it is left out")
      ->check(CLI::IsMember({"ndjson", "queue_log", "ami"}));
  command.add_option("--source", given.options.source,
                     "the source of events that name none, and of queue_log and ami inputs");
  command.add_option("--received", given.options.received,
                     "receive times of an ami capture: offset, length, nanoseconds since 1970");
  command.add_option("--until", given.until,
                     "leave out what is later than this RFC 3339 instant, and count up to it");
  command.add_option("--hours", given.options.hours, "where the hour rows go, NDJSON; - is stdout")
      ->required();
  command.add_option("inputs", given.options.inputs, "files; - is stdin")->required();
}

std::optional<InputFormat> format_named(const std::string& name) {
  if (name == "ndjson") return InputFormat::ndjson;
  if (name == "queue_log") return InputFormat::queue_log;
  if (name == "ami") return InputFormat::ami;
  return std::nullopt;
}

int run_replay(const Given& given) {
  ReplayOptions options = given.options;
  options.format = format_named(given.format);
  if (!given.until.empty()) {
    options.until = parse_rfc3339(given.until);
    if (!options.until) {
      fmt::print(stderr, "--until {}: not an RFC 3339 instant with offset\n", given.until);
      return kRefused;
    }
  }
  return with_config(given.config, [&](const config::Config& config) {
    const auto done = replay(config, options);
    if (done) return kDone;
    fmt::print(stderr, "{}\n", done.error().what);
    return done.error().code == Errc::bad_input ? kRefused : kFailed;
  });
}

}  // namespace

void add_replay(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "replay", "hour rows from recorded events, by the same engine in virtual time");
  auto given = std::make_shared<Given>();
  add_options(*command, *given);
  command->callback([given, &chosen] { chosen = [given] { return run_replay(*given); }; });
}

}  // namespace jono::app
