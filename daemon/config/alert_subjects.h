// SPDX-License-Identifier: EUPL-1.2
// Whom a rule is about: from names to places in the site that config::site() makes.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "alerting/rule.h"
#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

class SubjectReader {
 public:
  // `config` has its lines, sources and backlogs, and outlives this.
  explicit SubjectReader(const Config& config);

  // Reads the keys lines, groups, sources and backlogs. Where none is there, the rule is about all
  // of the figure's scope that have what the limits of `conditions` are made of. `conditions` are
  // about one figure; without any, the keys are taken as they are.
  [[nodiscard]] std::vector<alerting::Subject> read(
      Keys& keys, std::span<const alerting::Condition> conditions);

 private:
  using Kind = alerting::Subject::Kind;
  using Conditions = std::span<const alerting::Condition>;

  std::vector<alerting::Subject> named(const Node& node, Kind kind, Conditions conditions) const;
  std::vector<alerting::Subject> all(const Node& rule, Conditions conditions) const;
  // "": it has all that the limits are made of.
  [[nodiscard]] std::string_view lacks(const alerting::Subject& subject,
                                       Conditions conditions) const;

  const Config& config_;
  std::array<std::vector<std::string_view>, 4> ids_;  // by kind, sorted
  std::size_t alerts_ = 0;                            // of all rules read so far
};

}  // namespace jono::config
