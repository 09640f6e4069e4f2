// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/line_finder.h"

#include <algorithm>

#include "daemon/config/text.h"

namespace jono::config {

LineFinder::LineFinder(const std::vector<Line>& lines) {
  for (const Line& line : lines) names_.emplace_back(line.settings.id);
}

std::optional<LineId> LineFinder::find(const Node& node, std::string_view name) const {
  const auto found = std::ranges::lower_bound(names_, name);
  if (found != names_.end() && *found == name) {
    return LineId{static_cast<std::uint32_t>(found - names_.begin())};
  }
  node.fault("no such line: " + in_quotes(name) + did_you_mean(name, names_));
  return std::nullopt;
}

std::optional<LineId> LineFinder::read(const Node& node) const {
  const auto text = text_of(node, "a line");
  return text ? find(node, *text) : std::nullopt;
}

}  // namespace jono::config
