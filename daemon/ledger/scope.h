// SPDX-License-Identifier: EUPL-1.2
// What one round of the ledger has gathered from its deliveries, to be written at once.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "daemon/event/event.h"
#include "daemon/event/refusal.h"
#include "daemon/store/batch.h"

namespace jono::ledger {

struct Scope {
  std::vector<Event> events;
  std::vector<Refusal> refusals;
  std::vector<store::Place> places;
  std::vector<std::function<void()>> durable;  // who wants to know that it is written

  // Keeps the memory.
  void clear();
  // Whether an event of the same number and content is among the events, which have only grown
  // since clear().
  [[nodiscard]] bool holds(const Event& event);

 private:
  struct Number {
    SourceId source;
    EpochId epoch;
    std::uint64_t seq;
    auto operator<=>(const Number&) const = default;
  };
  std::map<Number, std::size_t> numbers_;  // of the first events; made where one is asked for
  std::size_t numbered_ = 0;
};

}  // namespace jono::ledger
