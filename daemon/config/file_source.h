// SPDX-License-Identifier: EUPL-1.2
// Reads what only a source of type file has.
#pragma once

#include "collectors/file/file_config.h"
#include "daemon/config/walk.h"

namespace jono::config {

// `zone` is the configuration's.
[[nodiscard]] file::FileConfig read_file(Keys& keys, const calendar::Zone& zone);

}  // namespace jono::config
