// SPDX-License-Identifier: EUPL-1.2
// Parses what must be right, and what must be wrong, without ceremony.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/config.h"

namespace jono::config {

// The least that is needed; what a test is about follows it.
inline std::string with_line_and_source(std::string_view rest) {
  return "lines: {aspa: , vaihde: }\nsources: {sim: {type: simulator}}\n" + std::string(rest);
}

inline Config right(std::string_view text) {
  Outcome outcome = parse(text, "t.yaml");
  if (const auto* faults = std::get_if<Faults>(&outcome)) throw std::runtime_error(faults->text());
  return std::get<Config>(std::move(outcome));
}

// Each fault as "line:column: what", in the file's order; empty when there are none.
inline std::vector<std::string> faults_of(std::string_view text) {
  const Outcome outcome = parse(text, "t.yaml");
  std::vector<std::string> out;
  if (const auto* faults = std::get_if<Faults>(&outcome)) {
    for (const Fault& f : faults->faults) {
      out.push_back(std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + ": " +
                    f.what);
    }
  }
  return out;
}

}  // namespace jono::config
