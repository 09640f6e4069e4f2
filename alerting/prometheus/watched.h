// SPDX-License-Identifier: EUPL-1.2
// Figures, limits and facts of a rule's subjects as PromQL: each expression gives one sample for
// each subject, with no label but the one that names it, and none where the daemon knows nothing.
#pragma once

#include <string>
#include <vector>

#include "alerting/rule.h"
#include "alerting/site.h"

namespace jono::alerting {

// Subjects that one expression can tell apart: all the lines (sources, backlogs) of a rule, or one
// of its groups.
class Watched {
 public:
  // All subjects of `rule`.
  [[nodiscard]] static std::vector<Watched> of(const Rule& rule, const Site& site);

  [[nodiscard]] std::string figure(const Reading& reading) const;
  // Of a limit that is more than a number; empty: it never has a value for these subjects.
  [[nodiscard]] std::string limit(const Condition& condition) const;
  // Those whose alert `rule` fires.
  [[nodiscard]] std::string firing(const Rule& rule) const;
  // Those whose sources have been connected for long enough; empty: no matter which.
  [[nodiscard]] std::string settled() const;
  // Those outside the rule's hours; empty: none ever is.
  [[nodiscard]] std::string shut(const Rule& rule) const;

  [[nodiscard]] const std::string& label() const { return label_; }

 private:
  Watched(const Subject& first, const Site& site);

  [[nodiscard]] std::string target(Target target, const Reading& reading) const;

  Subject::Kind kind_;
  std::string label_;
  std::vector<std::string> ids_;
  std::vector<std::string> lines_;  // of a group
};

}  // namespace jono::alerting
