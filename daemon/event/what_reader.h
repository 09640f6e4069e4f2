// SPDX-License-Identifier: EUPL-1.2
// The part of an event that depends on its type.
#pragma once

#include <optional>

#include "daemon/event/raw_event.h"
#include "daemon/event/recent_ids.h"
#include "daemon/event/refusal.h"

namespace jono {

// Judges the fields that `type` lists beside `line`, and puts them into `what`; returns why not,
// with `what` then in any state. A BacklogLevel's backlog is left unset.
[[nodiscard]] std::optional<RefusalReason> read_what(EventType type, const RawEvent& raw,
                                                     RecentIds& ids, What& what);

}  // namespace jono
