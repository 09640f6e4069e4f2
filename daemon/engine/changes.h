// SPDX-License-Identifier: EUPL-1.2
// What an engine tells of each change it makes, beside its rows.
#pragma once

#include <span>

#include "daemon/engine/callback.h"
#include "daemon/engine/visit.h"

namespace jono::engine {

// Called on the engine's thread, from within apply() and advance().
class Changes {
 public:
  virtual ~Changes() = default;
  // The visits and refusals of one call changed; both are all of that call in that line.
  virtual void call_changed(LineId line, const CallHistory& before, const CallHistory& after) = 0;
  virtual void callback_changed(LineId line, const std::optional<Callback>& before,
                                const std::optional<Callback>& after) = 0;
  // A callback attempt that was not known.
  virtual void callback_attempted(LineId line, AttemptResult result) = 0;
  // Events that belong to no visit or callback; negative when they have found theirs.
  virtual void orphans_changed(SourceId source, int delta) = 0;
  // A hole in the source's sequence, or a new epoch of it.
  virtual void gap_found(SourceId source) = 0;
};

}  // namespace jono::engine
