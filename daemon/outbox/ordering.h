// SPDX-License-Identifier: EUPL-1.2
// The numbered events of a source in the order of their numbers, while those that were lost on the
// way are asked for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "daemon/event/event.h"

namespace jono::outbox {

// One event, and whether others are missing before it.
struct Ordered {
  Event event;
  bool after_hole = false;
};

class Ordering {
 public:
  // Goes on after number `last` of `epoch`; 0: nothing came before.
  Ordering(EpochId epoch, std::uint64_t last) : epoch_(epoch), last_(last) {}

  // What can be passed on goes to the end of `out`: an event without a number or with one that is
  // not after the last at once, the others once those before them came, or settle() gave these up.
  void take(const Event& event, std::vector<Ordered>& out);
  // One that came and is not to be passed on.
  void take_refused(EpochId epoch, std::uint64_t number, std::vector<Ordered>& out);
  // What is missing will not come any more.
  void settle(std::vector<Ordered>& out);

  [[nodiscard]] EpochId epoch() const { return epoch_; }
  [[nodiscard]] std::uint64_t last() const { return last_; }

 private:
  void enter(EpochId epoch, std::uint64_t number, std::vector<Ordered>& out);
  void pass_on(bool settled, std::vector<Ordered>& out);

  EpochId epoch_;
  std::uint64_t last_;
  bool hole_ = false;                                   // before the next event
  std::map<std::uint64_t, std::optional<Event>> held_;  // by number; none: refused
};

}  // namespace jono::outbox
