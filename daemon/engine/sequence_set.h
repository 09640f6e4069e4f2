// SPDX-License-Identifier: EUPL-1.2
// Which sequence numbers of one source and epoch are known: a few runs, however many numbers.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "daemon/base/time.h"

namespace jono::engine {

// Time in which something is not known: [from, to).
struct Gap {
  Instant from{};
  Instant to{};
  auto operator<=>(const Gap&) const = default;
};

class SequenceSet {
 public:
  struct Run {
    std::uint64_t last = 0;
    Instant first_at{};  // of the events with the first and the last number
    Instant last_at{};
  };

  // False when `seq` was known. In order: constant time.
  bool insert(std::uint64_t seq, Instant at);
  [[nodiscard]] std::uint64_t highest() const;  // 0: none
  // Takes over the runs of `past` below the lowest number known here; where none is known, only
  // those that ended before `limit`.
  void take_older(const SequenceSet& past, Instant limit);
  // From when to when the events whose numbers are missing may have been.
  void append_gaps(std::vector<Gap>& out) const;

  // What may have been between this epoch and the one that followed it; neither is empty.
  [[nodiscard]] Gap until(const SequenceSet& next) const;

  using Runs = std::map<std::uint64_t, Run>;  // by first number
  [[nodiscard]] const Runs& runs() const { return runs_; }
  void restore(Runs runs) { runs_ = std::move(runs); }

 private:
  Runs runs_;
};

}  // namespace jono::engine
