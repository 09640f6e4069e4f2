// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/alerts.h"

#include <chrono>

#include "daemon/config/alert_rules.h"
#include "daemon/config/receivers.h"
#include "daemon/config/scalars.h"

namespace jono::config {
namespace {

std::optional<Millis> evaluation_step(const Node& node) {
  const auto out = duration(node);
  if (!out || (std::chrono::seconds(1) <= *out && *out <= std::chrono::minutes(1))) return out;
  node.fault("must be 1s to 60s");
  return std::nullopt;
}

}  // namespace

std::optional<Alerts> read_alerts(const Node& node, const Config& config) {
  Alerts out;
  Keys keys(node);
  keys.read("evaluate_every", out.evaluate_every, evaluation_step);
  keys.read("hold", out.hold, positive_duration);
  keys.read("rules", out.rules, [&](const Node& n) { return read_rules(n, config); });
  keys.read("notify", out.receivers,
            [&](const Node& n) { return read_receivers(n, config.language); });
  return out;
}

}  // namespace jono::config
