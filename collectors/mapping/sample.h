// SPDX-License-Identifier: EUPL-1.2
// A record with the events that a mapping should make of it, and whether it does. Pure.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collectors/mapping/mapping.h"

namespace jono::mapping {

struct ExpectedField {
  Field field{};
  std::string text;  // as a constant of a template would be
};
using ExpectedEvent = std::vector<ExpectedField>;

struct Sample {
  std::string json{};                                        // the record, where it is JSON
  std::vector<std::pair<std::string, std::string>> cells{};  // where it has columns: name and cell
  std::vector<ExpectedEvent> events{};
};

// What is other than expected, in one line; nullopt: nothing is.
[[nodiscard]] std::optional<std::string> sample_fault(const Mapping& mapping, const Sample& sample);

}  // namespace jono::mapping
