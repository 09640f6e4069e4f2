// SPDX-License-Identifier: EUPL-1.2
// Gathers what a report is made of.
#pragma once

#include <functional>
#include <memory>

#include "alerting/alert_log.h"
#include "daemon/config/config.h"
#include "daemon/engine/line_record.h"
#include "daemon/report/facts.h"

namespace jono::api {

// The rows of a line in [from, to).
using RecordOf = std::function<Result<std::shared_ptr<const engine::LineRecord>>(
    LineId line, Instant from, Instant to)>;

// `config` outlives the facts. The alerts that were told in the period are its incidents.
[[nodiscard]] Result<report::Facts> facts_of(const config::Config& config,
                                             const report::Period& period, Instant now,
                                             const RecordOf& record, alerting::AlertLog& alerts);

}  // namespace jono::api
