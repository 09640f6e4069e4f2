// SPDX-License-Identifier: EUPL-1.2
// rebuild: history.db made anew from the journal.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "daemon/app/books.h"
#include "daemon/app/commands.h"
#include "daemon/app/output.h"

namespace jono::app {
namespace {

struct Given {
  std::string config;
  bool letters = false;
};

// A line that shows how far it has got, for people who watch.
class ProgressLine {
 public:
  ProgressLine() : shown_(::isatty(STDERR_FILENO) == 1) {}
  ~ProgressLine() {
    if (percent_ >= 0) fmt::print(stderr, "\r{:<20}\r", "");
  }
  void show(double share) {
    const int percent = static_cast<int>(share * 100);
    if (!shown_ || percent == percent_) return;
    percent_ = percent;
    fmt::print(stderr, "\r{:>3} % of the journal", percent);
  }

 private:
  bool shown_;
  int percent_ = -1;
};

void print_letters(const ledger::TakenLetters& letters) {
  fmt::print(
      "dead letters: {} taken, {} known already, {} still in the future, {} that cannot be "
      "taken: of a line or source that is not configured, or neither of a call nor of a "
      "callback\n",
      letters.taken, letters.known, letters.ahead, letters.impossible);
}

Result<void> rebuild(const config::Config& config, bool letters) {
  std::error_code none;
  if (!std::filesystem::exists(config.data_dir, none)) {
    return Error{Errc::bad_input, fmt::format("there is no {}: is it the right configuration?",
                                              config.data_dir.string())};
  }
  spdlog::set_level(spdlog::level::warn);
  const SystemClock clock;
  const auto books = Books::open(config, clock, {{}, [](std::string_view) {}});
  if (!books) return books.error();
  ledger::Ledger& ledger = (*books)->ledger();
  if (auto back = ledger.recover(); !back) return back;
  if (letters) {
    const auto taken = ledger.take_letters();
    if (!taken) return taken.error();
    print_letters(*taken);
  }
  ProgressLine line;
  const auto rebuilt = ledger.rebuild([&](double share) { line.show(share); });
  if (!rebuilt) return rebuilt.error();
  fmt::print("{}: rows made anew from {} events in {} batches of the journal{}\n",
             ((*books)->dir().path() / "history.db").string(), rebuilt->events, rebuilt->batches,
             rebuilt->whole ? "" : "; those from before its first whole day are as they were");
  return {};
}

}  // namespace

void add_rebuild(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "rebuild", "makes the rows of history.db anew from the journal, while no daemon runs");
  auto given = std::make_shared<Given>();
  command->add_option("--config", given->config, "the configuration, YAML")->required();
  command->add_flag("--dead-letters", given->letters,
                    "first takes what was refused for a line that is configured by now, or for a "
                    "time that has come; reasons and results are not kept and become other");
  command->callback([given, &chosen] {
    chosen = [given] {
      return with_config(given->config, [&](const config::Config& config) {
        return told(rebuild(config, given->letters));
      });
    };
  });
}

}  // namespace jono::app
