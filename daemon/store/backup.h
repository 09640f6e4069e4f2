// SPDX-License-Identifier: EUPL-1.2
// A copy of the data directory, taken while others write to it.
#pragma once

#include <filesystem>

#include "daemon/base/result.h"

namespace jono::store {

// Makes the directory `to` with a copy of each database in `data_dir`: of one instant each, and
// none older than what history.db needs of it. The journal only `with_journal`; never a key or a
// secret. Whole and on disk once this returns well, and else not there. bad_input where `to` is
// there already, or is not absolute. On any thread; holds nobody up, but the files' logs grow
// meanwhile.
[[nodiscard]] Result<void> back_up(const std::filesystem::path& data_dir,
                                   const std::filesystem::path& to, bool with_journal);

}  // namespace jono::store
