// SPDX-License-Identifier: EUPL-1.2
// Where a clock of whole seconds and a fine one saw the same call, their facts meet here.
#pragma once

#include <span>
#include <vector>

#include "daemon/engine/fact.h"

namespace jono::engine {

// One thing that happened to a call, after pairing: what a visit is walked from.
struct Step {
  Instant at{};
  FactKind kind = FactKind::queued;
  std::uint8_t reason = 0;
  bool may_shift = false;  // an unpaired coarse one: may take the instant of what it belongs to

  // In time, then in the order in which one instant is walked.
  auto operator<=>(const Step&) const = default;
};

// Pairs coarse facts with fine ones, queueing with queueing, closing with closing, end with end,
// refusal with refusal, and appends what is left after that to `out`, unsorted. Listings are
// passed over. `facts` is sorted. Holds scratch buffers only.
class Pairing {
 public:
  void run(std::span<const Fact> facts, std::vector<Step>& out);

 private:
  struct Candidate {
    Fact fact;
    bool paired = false;
  };

  void pair_group(std::vector<Step>& out);
  void pair_within(Millis before, Millis after, std::vector<Step>& out);

  std::vector<Candidate> coarse_;
  std::vector<Candidate> fine_;
};

}  // namespace jono::engine
