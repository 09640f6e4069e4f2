// SPDX-License-Identifier: EUPL-1.2
// A decoder's events and refusals, gathered in a delivery.
#pragma once

#include <utility>

#include "daemon/event/channel.h"
#include "daemon/event/sink.h"

namespace jono {

// `to` outlives it.
class Gather final : public EventSink {
 public:
  explicit Gather(Delivery& to) : to_(to) {}
  void accept(Event event) override { to_.events.push_back(std::move(event)); }
  void refuse(Refusal refusal) override { to_.refusals.push_back(std::move(refusal)); }

 private:
  Delivery& to_;
};

[[nodiscard]] inline bool empty(const Delivery& delivery) {
  return delivery.events.empty() && delivery.refusals.empty();
}

}  // namespace jono
