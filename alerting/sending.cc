// SPDX-License-Identifier: EUPL-1.2
#include "alerting/sending.h"

#include <array>

namespace jono::alerting {

std::string_view name_of(Told told) {
  constexpr std::array<std::string_view, 4> kNames = {"firing", "resolved", "closed", "was_firing"};
  return kNames[std::size_t(told)];
}

std::string_view name_of(Outcome outcome) {
  constexpr std::array<std::string_view, 3> kNames = {"delivered", "failed", "refused"};
  return kNames[std::size_t(outcome)];
}

std::string dedup_key(const Telling& telling) {
  return key_of(telling.notice).append("/").append(name_of(telling.told));
}

}  // namespace jono::alerting
