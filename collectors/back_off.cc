// SPDX-License-Identifier: EUPL-1.2
#include "collectors/back_off.h"

#include <algorithm>
#include <cmath>

namespace jono {

Millis pause_after(const BackOff& back_off, int failures, SessionEnd::How how, double random) {
  const double shortest = static_cast<double>(back_off.shortest.count());
  const double longest = static_cast<double>(back_off.longest.count());
  const double most = std::min(longest, shortest * std::exp2(std::min(failures, 60)));
  const double chosen = most / 2 + most / 2 * random;
  const Millis pause(std::llround(chosen));
  return how == SessionEnd::How::refused ? back_off.refused + pause : pause;
}

}  // namespace jono
