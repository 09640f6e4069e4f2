// SPDX-License-Identifier: EUPL-1.2
// Realistic traffic of the configured lines: into a file, or to a daemon as a feed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "daemon/base/clock.h"
#include "daemon/base/result.h"
#include "daemon/config/config.h"

namespace jono::app {

struct SimulateOptions {
  std::optional<double> speed;              // times real time; nullopt: 1, or none with `from`
  std::optional<calendar::LocalDate> from;  // nullopt: from now on
  std::optional<int> days;                  // nullopt: one with `from`, else for ever
  std::optional<std::uint64_t> seed;        // nullopt: the configured one
  std::string source;  // id; empty: the simulator's, or the only feed's; for `to` a feed's first
  std::string to;      // endpoint; empty: write to `out`
  std::string key;     // the sender's secret file, for `to`; empty: without keys
  std::string server_key;  // the daemon's public file, where there is a key
  std::string out = "-";   // file; "-" is stdout
};

// Runs until all is written, or acknowledged. `stop` is asked now and then: the first yes ends the
// traffic, the second one everything.
[[nodiscard]] Result<void> simulate(const config::Config& config, const SimulateOptions& options,
                                    const Clock& clock, const std::function<bool()>& stop);

}  // namespace jono::app
