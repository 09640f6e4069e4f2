// SPDX-License-Identifier: EUPL-1.2
// backup: a copy of what is kept, from the running daemon or, where none runs, from its files.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>

#include "daemon/app/commands.h"
#include "daemon/app/control_client.h"
#include "daemon/app/output.h"
#include "daemon/config/config.h"
#include "daemon/store/backup.h"
#include "daemon/store/data_dir.h"

namespace jono::app {
namespace {

namespace json = boost::json;

struct Given {
  std::string config;
  std::string to;
  bool with_journal = false;
};

Result<void> back_up_files(const config::Config& config, const std::string& to, bool with_journal) {
  std::error_code none;
  if (!std::filesystem::exists(config.data_dir, none)) {
    return Error{Errc::bad_input,
                 fmt::format("there is no {}: has the daemon ever run?", config.data_dir.string())};
  }
  const auto dir = store::DataDir::open(config.data_dir);  // locked against a daemon's start
  if (!dir) return dir.error();
  return store::back_up(dir->path(), to, with_journal);
}

Result<void> back_up(const config::Config& config, const Given& given) {
  const std::string to = std::filesystem::absolute(given.to).lexically_normal().string();
  const json::object wish{{"to", to}, {"with_journal", given.with_journal}};
  const auto answer = ask(config.http.socket, "POST", "/api/v1/backup", json::serialize(wish));
  if (answer && answer->status < 300) {
    fmt::print("{}: made by the running daemon\n", to);
    return {};
  }
  if (answer) {
    return Error{answer->status < 500 ? Errc::bad_input : Errc::give_up, detail_of(answer->body)};
  }
  if (answer.error().code == Errc::retry_later) return answer.error();
  const auto made = back_up_files(config, to, given.with_journal);
  if (made) fmt::print("{}: made; no daemon runs\n", to);
  return made;
}

}  // namespace

void add_backup(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "backup", "a copy of hours, alerts and reports, without stopping anything; no keys");
  auto given = std::make_shared<Given>();
  command->add_option("--config", given->config, "the configuration, YAML")->required();
  command
      ->add_option("--to", given->to,
                   "the new directory; the daemon's user must be able to make it")
      ->required();
  command->add_flag("--with-journal", given->with_journal, "the events of the last weeks too");
  command->callback([given, &chosen] {
    chosen = [given] {
      return with_config(given->config, [&](const config::Config& config) {
        return told(back_up(config, *given));
      });
    };
  });
}

}  // namespace jono::app
