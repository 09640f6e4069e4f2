// SPDX-License-Identifier: EUPL-1.2
// Everything there is to show of one moment, as JSON. Pure.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>

#include "alerting/view.h"
#include "daemon/config/config.h"
#include "daemon/engine/snapshot.h"

namespace jono::api {

// Figures for now of a line that is not known are null.
[[nodiscard]] boost::json::value live_json(const config::Config& config,
                                           const engine::Snapshot& snapshot,
                                           const alerting::View& alerts, std::int64_t version);

// When the source that `line` misses was heard last, the earliest of several; nullopt: none is.
[[nodiscard]] std::optional<Instant> unknown_since(const config::Config& config,
                                                   const engine::Snapshot& snapshot, LineId line);

}  // namespace jono::api
