// SPDX-License-Identifier: EUPL-1.2
// Gathers what is reconciled: the phone system's figures, and ours of the same times.
#pragma once

#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/report/reconcile.h"

namespace jono::app {

struct ReconcileWish {
  std::string source;
  std::string line;  // empty: all
  Instant from = kNever;
  Instant to = Instant::max();
  std::string totals;  // a file in place of what is kept; empty: none
};

struct ReconcileInput {
  std::vector<report::Interval> intervals;  // by line, then by begin
  std::size_t left_out = 0;  // figures of parts of an hour, of which not the whole hour is there
};

// Theirs of parts of an hour are put together to hours where they can be: counts and sums.
[[nodiscard]] Result<ReconcileInput> reconcile_input(const config::Config& config,
                                                     const ReconcileWish& wish);

}  // namespace jono::app
