// SPDX-License-Identifier: EUPL-1.2
// What was recorded, lived through again: the same engine in virtual time, one snapshot after the
// other.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/config/config.h"
#include "daemon/engine/live.h"

namespace jono::app {

// An event, and when it was known.
struct Heard {
  Instant received{};
  Event event;
};

// The events of these files of any kind ("-" is stdin), each known when it happened; in order of
// that.
[[nodiscard]] Result<std::vector<Heard>> heard_in_files(const config::Config& config,
                                                        const std::vector<std::string>& paths);
// Those of the journal in the configuration's data directory, which may be in use by a daemon.
[[nodiscard]] Result<std::vector<Heard>> heard_in_journal(const config::Config& config);

class PastRun {
 public:
  // `config` outlives it.
  PastRun(const config::Config& config, std::vector<Heard> events);

  // When the first and the last event were known; kNever: there is none.
  [[nodiscard]] Instant begin() const {
    return events_.empty() ? kNever : events_.front().received;
  }
  [[nodiscard]] Instant end() const { return events_.empty() ? kNever : events_.back().received; }

  // The figures for now of `now`, which never falls from call to call; the rest of the snapshot is
  // empty. Connections are not recorded: every source counts as connected, and none as silent.
  // Valid until the next call.
  [[nodiscard]] const engine::Snapshot& at(Instant now);

 private:
  const config::Config& config_;
  std::vector<Heard> events_;
  std::size_t next_ = 0;
  std::vector<engine::LineSettings> lines_;
  engine::Live live_;
  engine::Engine engine_;
  engine::Snapshot snapshot_;
};

}  // namespace jono::app
