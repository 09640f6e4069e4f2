// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/settings.h"

#include <algorithm>

#include "daemon/app/version.h"

namespace jono::app {

std::vector<engine::LineSettings> line_settings(const config::Config& config) {
  std::vector<engine::LineSettings> out;
  for (const config::Line& line : config.lines) out.push_back(line.settings);
  return out;
}

ledger::Settings ledger_settings(const config::Config& config) {
  ledger::Settings out;
  out.lines = line_settings(config);
  for (const config::Source& source : config.sources) {
    // Of these only AMI cannot tell later what it said while nobody listened.
    const bool resumes = !std::holds_alternative<asterisk::AsteriskConfig>(source.kind);
    out.sources.push_back({.lines = source.lines,
                           .resumes = resumes,
                           .silent_after = source.silent_after,
                           .future_tolerance = source.future_tolerance});
  }
  out.settle_after = config.store.settle_after;
  out.journal_retention = config.store.journal_retention;
  return out;
}

std::vector<simulator::TrafficLine> traffic_lines(const config::Config& config,
                                                  const config::Source& source) {
  std::vector<simulator::TrafficLine> out;
  for (std::uint32_t i = 0; i < config.lines.size(); ++i) {
    const engine::LineSettings& line = config.lines[i].settings;
    const bool serves =
        source.lines.empty() || std::ranges::find(source.lines, LineId{i}) != source.lines.end();
    if (serves) out.push_back({LineId{i}, line.id, line.calendar});
  }
  return out;
}

metrics::MetricsContext metrics_context(const config::Config& config, Instant now) {
  metrics::MetricsContext out;
  for (const config::Line& line : config.lines) {
    out.lines.push_back({.id = line.settings.id,
                         .group = line.group,
                         .wait_target = line.settings.wait_target.at(now),
                         .same_day_target = line.same_day_target.at(now),
                         .answer_rate_target = line.answer_rate_target.at(now)});
  }
  for (const config::Source& source : config.sources) {
    out.sources.push_back({source.id, source.silent_after});
  }
  const auto age = [now](const std::optional<calendar::Dated<Millis>>& target) {
    return target ? std::optional(target->at(now)) : std::nullopt;
  };
  for (const config::Backlog& backlog : config.backlogs) {
    out.backlogs.push_back({backlog.id, age(backlog.urgent), age(backlog.other)});
  }
  out.version = kVersion;
  return out;
}

}  // namespace jono::app
