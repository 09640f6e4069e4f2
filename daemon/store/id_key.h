// SPDX-License-Identifier: EUPL-1.2
// The key under which phone systems' ids are hashed. Whoever has it and the journal can try out
// numbers, so it never leaves the data directory and is no part of a backup.
#pragma once

#include "daemon/base/result.h"
#include "daemon/event/id_hasher.h"
#include "daemon/store/data_dir.h"

namespace jono::store {

// The key in the file id.key (32 bytes, mode 0600). A missing one is made, but only while the
// journal is empty: under another key no call that is known already would be recognised. give_up
// otherwise, and for a file of another size.
[[nodiscard]] Result<IdKey> load_or_create_id_key(const DataDir& dir, bool journal_empty);

}  // namespace jono::store
