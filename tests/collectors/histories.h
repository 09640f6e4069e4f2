// SPDX-License-Identifier: EUPL-1.2
// What the engine makes of a source's events: the calls of each line, walked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/engine/visit.h"
#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {

using Histories = std::map<VisitKey, engine::CallHistory>;

// Of calls with at least one visit. The latest event's time is the clock.
Histories histories_of(const std::vector<Event>& events);
// answered, abandoned, lost, waiting, or a redirect's reason.
std::string outcome_of(const engine::Visit& visit);
// Of a call in aspa, in order: "answered abandoned".
std::string outcomes_in_aspa(const std::vector<Event>& events, std::string_view call);

}  // namespace jono::asterisk
