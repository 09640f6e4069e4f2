// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/settings.h"

#include <algorithm>

namespace jono::app {

std::vector<engine::LineSettings> line_settings(const config::Config& config) {
  std::vector<engine::LineSettings> out;
  for (const config::Line& line : config.lines) out.push_back(line.settings);
  for (std::uint32_t s = 0; s < config.sources.size(); ++s) {
    for (const auto& [line, term] : config.sources[s].handover) {
      out[line.value].terms.emplace(SourceId{s}, term);
    }
  }
  return out;
}

ledger::Settings ledger_settings(const config::Config& config) {
  ledger::Settings out;
  out.lines = line_settings(config);
  for (const config::Source& source : config.sources) {
    // A publisher that keeps nothing cannot tell later what it said while nobody listened, nor can
    // AMI without a log, or an event socket; who posts may have given up.
    const auto* publisher = std::get_if<subscribe::SubscribeConfig>(&source.kind);
    const auto* asterisk = std::get_if<asterisk::AsteriskConfig>(&source.kind);
    const bool forgets = (publisher != nullptr && publisher->replay.empty()) ||
                         (asterisk != nullptr && !asterisk::resumes(*asterisk)) ||
                         std::holds_alternative<freeswitch::FreeSwitchConfig>(source.kind) ||
                         std::holds_alternative<webhook::WebhookConfig>(source.kind);
    out.sources.push_back({.lines = source.lines,
                           .resumes = !forgets,
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

}  // namespace jono::app
