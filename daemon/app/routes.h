// SPDX-License-Identifier: EUPL-1.2
// What the daemon answers over HTTP.
#pragma once

#include <functional>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/http/message.h"
#include "daemon/ledger/ledger.h"
#include "daemon/metrics/exposition.h"

namespace jono::app {

// All of it outlives the server.
struct RouteParts {
  const config::Config& config;
  const Names& names;
  const Clock& clock;
  ledger::Ledger& ledger;
  std::function<metrics::DaemonStats()> daemon;  // any thread
  std::function<std::shared_ptr<const metrics::AlertView>()>
      alerts{};  // any thread; null: none yet
};

[[nodiscard]] std::vector<http::Route> make_routes(const RouteParts& parts);

}  // namespace jono::app
