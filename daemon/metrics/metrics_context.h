// SPDX-License-Identifier: EUPL-1.2
// What the metrics need beside the snapshot: names and facts that come from the configuration.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/base/time.h"

namespace jono::metrics {

// Targets are those in force now.
struct LineFacts {
  std::string id;
  std::string group;  // empty: in none
  Millis wait_target{0};
  double same_day_target = 0;     // 0..1
  double answer_rate_target = 0;  // 0..1
};

struct SourceFacts {
  std::string id;
  std::optional<Millis> silent_after{};  // where it is set
};

// The ages that nothing open should pass, where they are set.
struct BacklogFacts {
  std::string id;
  std::optional<Millis> urgent{}, other{};
};

// Each list in the order of its ids, like the snapshot's own.
struct MetricsContext {
  std::vector<LineFacts> lines;
  std::vector<SourceFacts> sources;
  std::vector<BacklogFacts> backlogs;
  std::string version;
};

}  // namespace jono::metrics
