// SPDX-License-Identifier: EUPL-1.2
// A configuration with the files that it names for who gets in over HTTP.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "daemon/config/config.h"
#include "daemon/http/access.h"

namespace jono::app {

struct Loaded {
  config::Config config;
  std::shared_ptr<const http::Access> access;
};

// Or every fault of all these files, a line each.
[[nodiscard]] std::variant<Loaded, std::string> load(const std::filesystem::path& config_file);

}  // namespace jono::app
