// SPDX-License-Identifier: EUPL-1.2
// A row of cells, and what a mapping's columns find in it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/mapping/record.h"
#include "daemon/base/result.h"

namespace jono::mapping {

// Where in a row each place of a mapping stands.
using Columns = std::vector<std::size_t>;

// `header` holds the names of the columns, without blanks around them. An error names each column
// that is missing, or stands there twice.
[[nodiscard]] Result<Columns> columns_of(const std::vector<std::string>& places,
                                         std::span<const std::string_view> header);

// Blanks around a cell do not count. An empty cell, and one that a short row has not, is absent.
class CsvRecord final : public Record {
 public:
  // Both, and the cells' texts, outlive it.
  CsvRecord(const Columns& columns, std::span<const std::string_view> cells)
      : columns_(columns), cells_(cells) {}
  [[nodiscard]] Value at(std::size_t place) const override;

 private:
  const Columns& columns_;
  std::span<const std::string_view> cells_;
};

}  // namespace jono::mapping
