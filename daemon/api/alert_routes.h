// SPDX-License-Identifier: EUPL-1.2
// What the daemon answers about alerts: to look at for all, to change on the control socket.
#pragma once

#include <vector>

#include "alerting/watch.h"
#include "daemon/http/message.h"

namespace jono::api {

// All of it outlives the server.
struct AlertRouteParts {
  const calendar::Zone& zone;
  const Clock& clock;
  alerting::Watch& watch;
  alerting::AlertLog& log;
};

[[nodiscard]] std::vector<http::Route> make_alert_routes(const AlertRouteParts& parts);

}  // namespace jono::api
