// SPDX-License-Identifier: EUPL-1.2
// The targets in force over a time: a target is a value, or changes on certain dates.
#pragma once

#include <optional>
#include <vector>

#include "daemon/report/subject.h"

namespace jono::report {

template <class T>
struct InForce {
  Instant from;  // within the time that was asked for
  Instant to;
  T value;
  bool operator==(const InForce&) const = default;
};

// Those of [from, to), in order; one after another differ. Not empty.
template <class T>
[[nodiscard]] std::vector<InForce<T>> in_force(const calendar::Dated<T>& target, Instant from,
                                               Instant to) {
  std::vector<InForce<T>> out{{from, to, target.at(from)}};
  for (const auto& [start, value] : target.versions()) {
    if (start <= from || start >= to || value == out.back().value) continue;
    out.back().to = start;
    out.push_back({start, to, value});
  }
  return out;
}

using ShareTarget = calendar::Dated<double> LineFacts::*;

// Those of all the subject's lines; empty where they differ.
[[nodiscard]] std::vector<InForce<double>> share_targets(const Subject& subject, ShareTarget target,
                                                         Instant from, Instant to);
[[nodiscard]] std::vector<InForce<Millis>> wait_targets(const Subject& subject, Instant from,
                                                        Instant to);

// The only one in force; nullopt: it changed, or lines differ.
template <class T>
[[nodiscard]] std::optional<T> only(const std::vector<InForce<T>>& targets) {
  return targets.size() == 1 ? std::optional(targets.front().value) : std::nullopt;
}

// The formula that all the subject's lines tell their service level by.
[[nodiscard]] std::optional<engine::ServiceLevel> service_level_of(const Subject& subject);

}  // namespace jono::report
