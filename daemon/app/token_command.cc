// SPDX-License-Identifier: EUPL-1.2
// A new token for who asks over HTTP.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <vector>

#include "daemon/app/commands.h"
#include "daemon/config/tokens.h"
#include "daemon/http/secrets.h"

namespace jono::app {
namespace {

int make(const std::string& name, http::Role role) {
  const std::string token = http::make_token();
  const http::Token kept{name, role, http::digest_of(token)};
  fmt::print(
      "{}\n"
      "  is the token: for its bearer alone, and shown this once\n"
      "{}\n"
      "  belongs in the list `tokens:` of the file that http.tokens names (mode 0600)\n",
      token, config::print_token(kept));
  return kDone;
}

}  // namespace

void add_token(CLI::App& app, Command& chosen) {
  struct Given {
    std::string name, role;
  };
  auto* command = app.add_subcommand("token", "a new token for who asks over HTTP, and its line");
  auto given = std::make_shared<Given>();
  command->add_option("--name", given->name, "whose it is; what the audit says")
      ->required()
      ->check([](const std::string& name) {
        return config::is_token_name(name) ? std::string()
                                           : "a name is " + std::string(config::kTokenName);
      });
  command->add_option("--role", given->role, "metrics, viewer, operator or ingest")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"metrics", "viewer", "operator", "ingest"}));
  command->callback([given, &chosen] {
    chosen = [given] { return make(given->name, *http::role_of(given->role)); };
  });
}

}  // namespace jono::app
