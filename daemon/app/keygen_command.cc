// SPDX-License-Identifier: EUPL-1.2
// Keys of the feed: a sender's, or the daemon's own.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <vector>

#include "collectors/feed/key_file.h"
#include "daemon/app/commands.h"

namespace jono::app {
namespace {

constexpr unsigned kSecretMode = 0600;
constexpr unsigned kPublicMode = 0644;

struct Given {
  bool daemon = false;
  std::string source;
  std::vector<std::string> lines;
  std::string name;
  std::filesystem::path out = ".";
};

int failed(const Error& error) {
  fmt::print(stderr, "{}\n", error.what);
  return error.code == Errc::bad_input ? kRefused : kFailed;
}

std::string what_to_do(const Given& given, const std::filesystem::path& secret,
                       const std::filesystem::path& open) {
  if (given.daemon) {
    return fmt::format(
        "{}: the daemon's own: feed.secret_file of its configuration; nobody else's\n"
        "{}: for every sender: what its --server-key names\n",
        secret.string(), open.string());
  }
  return fmt::format(
      "{}: for the sender alone: what its --key names\n"
      "{}: into the daemon's folder feed.keys: from then on the sender gets in\n",
      secret.string(), open.string());
}

int make(const Given& given) {
  const std::string name = !given.name.empty() ? given.name : given.daemon ? "feed" : given.source;
  if (name.find('/') != std::string::npos || name.starts_with('.')) {
    return failed({Errc::bad_input, fmt::format("`{}` can be no file's name: say --name", name)});
  }
  const auto secret = given.out / (name + ".secret");
  const auto open = given.out / (name + ".pub");
  for (const auto& path : {secret, open}) {
    if (!std::filesystem::exists(std::filesystem::symlink_status(path))) continue;
    return failed({Errc::bad_input,
                   fmt::format("{}: is there already, and is never written over: say another "
                               "--name, or take it away first",
                               path.string())});
  }
  const feed::KeyPair pair = feed::make_keys();
  feed::KeyFile file{given.source, given.lines, pair.key, pair.secret};
  const std::string both = feed::print_key_file(file);
  file.secret.clear();
  if (auto done = feed::write_new_file(secret, both, kSecretMode); !done) {
    return failed(done.error());
  }
  if (auto done = feed::write_new_file(open, feed::print_key_file(file), kPublicMode); !done) {
    return failed(done.error());
  }
  fmt::print("{}", what_to_do(given, secret, open));
  return kDone;
}

}  // namespace

void add_keygen(CLI::App& app, Command& chosen) {
  auto* command =
      app.add_subcommand("keygen", "a pair of keys for the feed: a sender's, or the daemon's");
  auto given = std::make_shared<Given>();
  auto* source = command->add_option("--source", given->source, "the source it is to speak for");
  auto* daemon = command->add_flag("--daemon", given->daemon, "the daemon's own instead");
  command
      ->add_option("--lines", given->lines,
                   "the lines it may speak for, with commas between; all, where it is left out")
      ->delimiter(',')
      ->needs(source);
  command->add_option("--name", given->name,
                      "of the files: NAME.secret and NAME.pub; the source's, or feed");
  command->add_option("--out", given->out, "the folder for them; this one, where it is left out");
  source->excludes(daemon);
  command->callback([given, source, &chosen] {
    if (!given->daemon && source->count() == 0) {
      throw CLI::ValidationError("keygen", "say --source ID, or --daemon");
    }
    chosen = [given] { return make(*given); };
  });
}

}  // namespace jono::app
