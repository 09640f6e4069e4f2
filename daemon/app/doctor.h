// SPDX-License-Identifier: EUPL-1.2
// What usually goes wrong, looked for: each finding with what to do.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/config.h"

namespace jono::app {

enum class Grade { good, doubtful, wrong };

struct Finding {
  Grade grade = Grade::good;
  std::string what;  // one line
  std::string fix;   // what to do, one line; empty where it is good
};
using Findings = std::vector<Finding>;

// Files, disk, clock and whatever the configuration names on the network. Connects to sources and
// receivers (3 s each at most) without saying a word to them.
[[nodiscard]] Findings examine_machine(const config::Config& config);

// What a running daemon says of itself, as its API gives it.
struct DaemonSays {
  boost::json::value status;
  boost::json::value sources;
  boost::json::value alerts;
};

// Pure. `changed` is when the configuration's file was, to the second.
[[nodiscard]] Findings examine_daemon(const DaemonSays& says, std::optional<Instant> changed);

}  // namespace jono::app
