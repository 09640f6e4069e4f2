// SPDX-License-Identifier: EUPL-1.2
// Where decoders put what they found. Called on the decoder's own thread.
#pragma once

#include "daemon/event/event.h"
#include "daemon/event/refusal.h"

namespace jono {

class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void accept(Event event) = 0;
  virtual void refuse(Refusal refusal) = 0;
};

}  // namespace jono
