// SPDX-License-Identifier: EUPL-1.2
// Reads a web configuration in the format of the Prometheus exporter toolkit. What of that format
// is not supported is a fault, never ignored.
#pragma once

#include <filesystem>
#include <optional>

#include "daemon/config/walk.h"
#include "daemon/http/access.h"

namespace jono::config {

// Reads the certificates that it names; relative paths begin at `folder`.
[[nodiscard]] http::Access web_config(const Node& root, const std::filesystem::path& folder);

}  // namespace jono::config
