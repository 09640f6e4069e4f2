// SPDX-License-Identifier: EUPL-1.2
// Trying the rules on the past: when they would have fired, for how long, and how often.
#pragma once

#include <string>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/config/config.h"

namespace jono::app {

struct AlertsReplayOptions {
  std::string period;                      // FROM..TO, local dates, both included
  Millis step = std::chrono::seconds(15);  // between two looks
  std::string pictures;                    // a directory for one SVG an alert; empty: none
  std::vector<std::string> inputs;         // empty: the journal
};

// Prints to stdout. Errc::bad_input: the options are refused.
[[nodiscard]] Result<void> replay_alerts(const config::Config& config,
                                         const AlertsReplayOptions& options);

}  // namespace jono::app
