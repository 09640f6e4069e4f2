// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/settings.h"

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
    out.sources.push_back({.lines = source.lines,
                           .resumes = std::holds_alternative<config::FeedSource>(source.kind),
                           .silent_after = source.silent_after,
                           .future_tolerance = source.future_tolerance});
  }
  out.settle_after = config.store.settle_after;
  out.journal_retention = config.store.journal_retention;
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
  for (const config::Source& source : config.sources) out.sources.push_back(source.id);
  for (const config::Backlog& backlog : config.backlogs) out.backlogs.push_back(backlog.id);
  out.version = kVersion;
  return out;
}

}  // namespace jono::app
