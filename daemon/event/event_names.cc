// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/event_names.h"

namespace jono {

std::string_view name_of(EventType type) { return kNames<EventType>.of(type); }
std::string_view name_of(RedirectReason reason) { return kNames<RedirectReason>.of(reason); }
std::string_view name_of(LostReason reason) { return kNames<LostReason>.of(reason); }
std::string_view name_of(RefusedReason reason) { return kNames<RefusedReason>.of(reason); }
std::string_view name_of(AttemptResult result) { return kNames<AttemptResult>.of(result); }
std::string_view name_of(CallbackCloseReason reason) {
  return kNames<CallbackCloseReason>.of(reason);
}
std::string_view name_of(AgentPresence state) { return kNames<AgentPresence>.of(state); }
std::string_view name_of(BacklogClass cls) { return kNames<BacklogClass>.of(cls); }
std::string_view name_of(RefusalReason reason) { return kNames<RefusalReason>.of(reason); }

}  // namespace jono
