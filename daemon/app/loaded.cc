// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/loaded.h"

#include <utility>
#include <vector>

#include "daemon/config/access.h"

namespace jono::app {

std::variant<Loaded, std::string> load(const std::filesystem::path& config_file) {
  config::Outcome outcome = config::load(config_file);
  if (const auto* faults = std::get_if<config::Faults>(&outcome)) return faults->text();
  auto& config = std::get<config::Config>(outcome);
  config::AccessOutcome access = config::load_access(config.http);
  if (const auto* faults = std::get_if<std::vector<config::Faults>>(&access)) {
    std::string all;
    for (const config::Faults& each : *faults) all += each.text();
    return all;
  }
  return Loaded{std::move(config), std::get<std::shared_ptr<const http::Access>>(access)};
}

}  // namespace jono::app
