// SPDX-License-Identifier: EUPL-1.2
// The command line: which command, with which options. Each command returns the exit code: 0 done,
// 1 failed while running, 2 refused the input or configuration.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace jono::config {
struct Config;
}

namespace jono::app {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kRefused = 2;

// What was asked for, ready to run.
using Command = std::function<int()>;

void add_check(CLI::App& app, Command& chosen);
void add_replay(CLI::App& app, Command& chosen);
void add_simulate(CLI::App& app, Command& chosen);
void add_serve(CLI::App& app, Command& chosen);
void add_alerts(CLI::App& app, Command& chosen);
void add_ack(CLI::App& app, Command& chosen);
void add_silence(CLI::App& app, Command& chosen);
void add_rules(CLI::App& app, Command& chosen);
void add_report(CLI::App& app, Command& chosen);
void add_rebuild(CLI::App& app, Command& chosen);
void add_backup(CLI::App& app, Command& chosen);
void add_export(CLI::App& app, Command& chosen);
void add_import(CLI::App& app, Command& chosen);
void add_reconcile(CLI::App& app, Command& chosen);
void add_feed(CLI::App& app, Command& chosen);
void add_bridge(CLI::App& app, Command& chosen);
void add_keygen(CLI::App& app, Command& chosen);
void add_status(CLI::App& app, Command& chosen);
void add_reload(CLI::App& app, Command& chosen);
void add_log_level(CLI::App& app, Command& chosen);
void add_doctor(CLI::App& app, Command& chosen);
void add_token(CLI::App& app, Command& chosen);

// Loads the configuration and runs `use` on it; every fault goes to stderr, exit code 2.
int with_config(const std::string& path, const std::function<int(const config::Config&)>& use);

// Parses the command line and runs it.
int run(int argc, char** argv);

}  // namespace jono::app
