// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "daemon/base/result.h"

namespace jono::alerting {

// What is in the file, without line ends behind it; refuses an empty or a long one.
[[nodiscard]] Result<std::string> read_secret(const std::filesystem::path& path);

}  // namespace jono::alerting
