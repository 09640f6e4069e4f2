// SPDX-License-Identifier: EUPL-1.2
// From the names of lines to their ids; an unknown name is a fault.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "daemon/base/ids.h"
#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

class LineFinder {
 public:
  // `lines` is sorted by id and outlives this.
  explicit LineFinder(const std::vector<Line>& lines);

  // `name` stands at `node`, or is its key.
  [[nodiscard]] std::optional<LineId> find(const Node& node, std::string_view name) const;
  [[nodiscard]] std::optional<LineId> read(const Node& node) const;

 private:
  std::vector<std::string_view> names_;
};

}  // namespace jono::config
