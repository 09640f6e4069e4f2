// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/coverage.h"

#include <algorithm>

namespace jono::engine {

double covered_share(std::vector<Gap> gaps, Instant from, Instant to) {
  if (to <= from) return 1;
  std::ranges::sort(gaps);
  Millis unknown{0};
  Instant at = from;  // everything before is reckoned
  for (const Gap& gap : gaps) {
    const Instant begin = std::max(gap.from, at);
    const Instant end = std::min(gap.to, to);
    if (begin >= end) continue;
    unknown += end - begin;
    at = end;
  }
  return 1 - static_cast<double>(unknown.count()) / static_cast<double>((to - from).count());
}

}  // namespace jono::engine
