// SPDX-License-Identifier: EUPL-1.2
// A rule's own story: snapshots in which the figure of its first subject goes through everything
// the rule speaks of. The values come from the rule's own limits.
#pragma once

#include <vector>

#include "alerting/rule.h"
#include "alerting/site.h"
#include "daemon/engine/snapshot.h"

namespace jono::alerting {

struct RuleStory {
  Site site;  // its calendars, and the rule's own hours, are the story's
  std::vector<Rule> rules;
  std::vector<engine::Snapshot> snapshots;  // one for each kRuleInterval from the epoch
};

// Calm, a breach one step too short to fire, almost one, calm, one that fires, between the limits
// where there is room, stale snapshots, sources gone and back but not settled, calm one step too
// short to end it, calm that ends it, and a breach beyond the end of the rule's hours and into the
// next. Of the rule nothing but its own hours is changed, and it has no words. The other subjects
// are calm.
[[nodiscard]] RuleStory story_of(const Rule& rule, Site site);

}  // namespace jono::alerting
