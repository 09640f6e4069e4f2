// SPDX-License-Identifier: EUPL-1.2
// An event's line as it may be kept outside the journal: with nothing in it that a caller is known
// by.
#pragma once

#include <string>
#include <string_view>

#include "daemon/event/id_hasher.h"

namespace jono {

// The line, without its line end, with hashes in place of its ids, and without `caller`, what is
// not listed, and `seq` and `epoch`, since it is numbered anew. Words that no event has become "?";
// names of lines stay, and those of sources that are no number. Whoever parses the result takes it
// or refuses it for the reason that holds for what is left of `line`, but that a snapshot may have
// grown too long.
[[nodiscard]] std::string veiled(std::string_view line, const IdHasher& hasher);

}  // namespace jono
