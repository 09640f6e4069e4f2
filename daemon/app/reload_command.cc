// SPDX-License-Identifier: EUPL-1.2
// reload: has the running daemon read its configuration again, and waits for the outcome.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <thread>

#include "daemon/app/commands.h"
#include "daemon/app/control_client.h"
#include "daemon/app/output.h"
#include "daemon/config/config.h"

namespace jono::app {
namespace {

namespace json = boost::json;
using std::chrono::steady_clock;

constexpr std::chrono::minutes kPatience{2};  // a long journal may have to be read
constexpr std::chrono::milliseconds kLook{100};

// The outcome of a try that came after `before`; nullopt: not known yet, as while the daemon does
// not answer.
std::optional<Result<void>> outcome(const config::Config& config, std::uint64_t before) {
  const auto answer = ask(config.http.socket, "GET", "/api/v1/status");
  if (!answer || answer->status >= 300) return std::nullopt;
  const json::value status = json::parse(answer->body);
  if (status.at("config_reloads").to_number<std::uint64_t>() <= before) return std::nullopt;
  const json::value& refused = status.at("config_refused");
  if (refused.is_null()) return Result<void>();
  return Error{Errc::bad_input,
               fmt::format("nothing changes: {}", std::string_view(refused.get_string()))};
}

Result<void> reload(const config::Config& config) {
  const auto answer = ask(config.http.socket, "POST", "/api/v1/reload");
  if (!answer) return answer.error();
  if (answer->status >= 300) {
    return Error{answer->status < 500 ? Errc::bad_input : Errc::give_up, detail_of(answer->body)};
  }
  const auto before = json::parse(answer->body).at("tries").to_number<std::uint64_t>();
  for (const auto end = steady_clock::now() + kPatience; steady_clock::now() < end;) {
    if (const auto done = outcome(config, before)) return *done;
    std::this_thread::sleep_for(kLook);
  }
  return Error{Errc::retry_later,
               "the daemon has not said how it went: `jonovahti status` and its log tell"};
}

}  // namespace

void add_reload(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "reload", "the running daemon reads its configuration again; a bad one changes nothing");
  auto path = std::make_shared<std::string>();
  command->add_option("--config", *path, "the daemon's configuration, YAML")->required();
  command->callback([path, &chosen] {
    chosen = [path] {
      return with_config(*path, [&](const config::Config& config) {
        const auto done = reload(config);
        if (done) fmt::print("{}: applies from now on\n", *path);
        return told(done);
      });
    };
  });
}

}  // namespace jono::app
