// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/targets.h"

#include <algorithm>

namespace jono::report {
namespace {

// What `of` says of every line; nullopt where they differ.
template <class Of>
auto common(const Subject& subject, Of of) -> std::optional<decltype(of(*subject.lines.front()))> {
  auto first = of(*subject.lines.front());
  const bool same =
      std::ranges::all_of(subject.lines, [&](const LineFacts* line) { return of(*line) == first; });
  return same ? std::optional(std::move(first)) : std::nullopt;
}

}  // namespace

std::vector<InForce<double>> share_targets(const Subject& subject, ShareTarget target, Instant from,
                                           Instant to) {
  return common(subject, [&](const LineFacts& line) { return in_force(line.*target, from, to); })
      .value_or(std::vector<InForce<double>>());
}

std::vector<InForce<Millis>> wait_targets(const Subject& subject, Instant from, Instant to) {
  return common(
             subject,
             [&](const LineFacts& line) { return in_force(line.settings->wait_target, from, to); })
      .value_or(std::vector<InForce<Millis>>());
}

std::optional<engine::ServiceLevel> service_level_of(const Subject& subject) {
  return common(subject, [](const LineFacts& line) { return line.settings->service_level; });
}

}  // namespace jono::report
