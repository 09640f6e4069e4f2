// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/site.h"

#include <map>
#include <utility>

namespace jono::config {
namespace {

std::vector<alerting::GroupSite> groups_of(const Config& config) {
  std::map<std::string, std::vector<LineId>> members;
  for (std::uint32_t i = 0; i < config.lines.size(); ++i) {
    if (!config.lines[i].group.empty()) members[config.lines[i].group].push_back(LineId{i});
  }
  std::vector<alerting::GroupSite> out;
  for (auto& [id, lines] : members) out.push_back({id, std::move(lines)});
  return out;
}

}  // namespace

alerting::Site site(const Config& config) {
  alerting::Site out{.zone = config.zone,
                     .language = config.language,
                     .lines = {},
                     .groups = groups_of(config),
                     .sources = {},
                     .backlogs = {}};
  std::vector<LineId> every_line;
  for (const Line& line : config.lines) {
    every_line.push_back(LineId{static_cast<std::uint32_t>(every_line.size())});
    out.lines.push_back({line.settings, line.name, line.same_day_target, line.answer_rate_target});
  }
  for (const Source& source : config.sources) {
    out.sources.push_back(
        {source.id, source.lines.empty() ? every_line : source.lines, source.silent_after});
  }
  for (const Backlog& backlog : config.backlogs) {
    out.backlogs.push_back({backlog.id, backlog.name, backlog.urgent, backlog.other});
  }
  return out;
}

}  // namespace jono::config
