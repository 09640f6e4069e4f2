// SPDX-License-Identifier: EUPL-1.2
// doctor: looks for what usually goes wrong, and says what to do about it.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "daemon/app/commands.h"
#include "daemon/app/control_client.h"
#include "daemon/app/doctor.h"

namespace jono::app {
namespace {

Result<DaemonSays> listen(const std::filesystem::path& socket) {
  auto status = get_json(socket, "/api/v1/status");
  if (!status) return status.error();
  auto sources = get_json(socket, "/api/v1/sources");
  if (!sources) return sources.error();
  auto alerts = get_json(socket, "/api/v1/alerts");
  if (!alerts) return alerts.error();
  return DaemonSays{std::move(*status), std::move(*sources), std::move(*alerts)};
}

std::optional<Instant> changed(const std::string& file) {
  std::error_code fault;
  const auto when = std::filesystem::last_write_time(file, fault);
  if (fault) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(when));
}

void print(const Finding& found) {
  constexpr std::array<std::string_view, 3> kGrades = {"good ", "CHECK", "WRONG"};
  fmt::print("{}  {}\n", kGrades.at(static_cast<std::size_t>(found.grade)), found.what);
  if (!found.fix.empty()) fmt::print("       -> {}\n", found.fix);
}

int examine(const std::string& path, const config::Config& config) {
  Findings found = {{Grade::good, fmt::format("{} has no fault", path), {}}};
  std::ranges::move(examine_machine(config), std::back_inserter(found));
  if (const auto says = listen(config.http.socket)) {
    std::ranges::move(examine_daemon(*says, changed(path)), std::back_inserter(found));
  } else {
    found.push_back({Grade::wrong, says.error().what,
                     "systemctl start jonovahti; this command takes its user, or root"});
  }
  std::ranges::for_each(found, print);
  const auto wrong = std::ranges::count(found, Grade::wrong, &Finding::grade);
  const auto doubtful = std::ranges::count(found, Grade::doubtful, &Finding::grade);
  fmt::print("{} looked at, {} wrong, {} to check\n", found.size(), wrong, doubtful);
  return wrong > 0 ? kFailed : kDone;
}

}  // namespace

void add_doctor(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "doctor",
      "looks for what usually goes wrong, and says what to do; exit 1 if something is wrong");
  auto path = std::make_shared<std::string>();
  command->add_option("--config", *path, "the daemon's configuration, YAML")->required();
  command->callback([path, &chosen] {
    chosen = [path] {
      return with_config(*path,
                         [&](const config::Config& config) { return examine(*path, config); });
    };
  });
}

}  // namespace jono::app
