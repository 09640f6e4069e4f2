// SPDX-License-Identifier: EUPL-1.2
// Who gets in over HTTP, read of the files that the configuration names.
#pragma once

#include <filesystem>
#include <memory>
#include <variant>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/http/access.h"

namespace jono::config {

using AccessOutcome = std::variant<std::shared_ptr<const http::Access>, std::vector<Faults>>;

// Opens http.web_config, http.tokens and the certificates that the first names.
[[nodiscard]] AccessOutcome load_access(const Http& http);

}  // namespace jono::config
