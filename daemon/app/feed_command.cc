// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "daemon/app/commands.h"
#include "daemon/app/forward.h"
#include "daemon/app/held_signals.h"

namespace jono::app {
namespace {

struct Given {
  std::vector<std::string> to;
  std::string source;
  std::string outbox;
  std::string key;
  std::vector<std::string> server_keys;
};

int say(const Error& error) {
  fmt::print(stderr, "{}\n", error.what);
  return error.code == Errc::bad_input ? kRefused : kFailed;
}

// One public file for all daemons, or one for each in the same order.
Result<ForwardOptions> options_of(const Given& given) {
  ForwardOptions out{{}, given.source, given.outbox};
  const std::size_t keys = given.server_keys.size();
  if (keys > 1 && keys != given.to.size()) {
    return Error{Errc::bad_input, "--server-key: give one, or one for each --to"};
  }
  for (std::size_t i = 0; i < given.to.size(); ++i) {
    if (std::ranges::count(given.to, given.to[i]) > 1) {
      return Error{Errc::bad_input, fmt::format("--to {}: is given twice", given.to[i])};
    }
    const std::string server = keys == 0 ? "" : given.server_keys[keys == 1 ? 0 : i];
    auto target = feed::feed_target(given.to[i], given.key, server);
    if (!target) return target.error();
    out.to.push_back(std::move(*target));
  }
  return out;
}

int run_feed(const Given& given) {
  const HeldSignals signals;
  const auto options = options_of(given);
  if (!options) return say(options.error());
  const auto done = forward(*options, STDIN_FILENO, [&] { return signals.take(); });
  return done ? kDone : say(done.error());
}

}  // namespace

void add_feed(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("feed", "events from stdin, NDJSON, to daemons for certain");
  auto given = std::make_shared<Given>();
  command->add_option("--to", given->to, "the endpoint of a daemon's feed; once for each daemon")
      ->required();
  command->add_option("--source", given->source, "whose events they are: a feed of the daemons")
      ->required();
  command
      ->add_option("--outbox", given->outbox,
                   "a directory of this source's own, made if missing: what is not acknowledged")
      ->required();
  command->add_option("--key", given->key, "the sender's secret file, from keygen");
  command->add_option("--server-key", given->server_keys,
                      "the daemons' public file, from keygen; one, or one for each --to");
  command->callback([given, &chosen] { chosen = [given] { return run_feed(*given); }; });
}

}  // namespace jono::app
