// SPDX-License-Identifier: EUPL-1.2
// Secrets are read where they are used, each time, and never kept.
#pragma once

#include <filesystem>
#include <string>

#include "daemon/base/result.h"

namespace jono {

// The file's one line, without the blanks around it. An error where there is none, where it holds a
// control character or is longer than 1024 bytes, or where the file cannot be read.
[[nodiscard]] Result<std::string> read_secret(const std::filesystem::path& file);

}  // namespace jono
