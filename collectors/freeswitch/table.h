// SPDX-License-Identifier: EUPL-1.2
// What `callcenter_config … list` answers: a line of names, lines of values, `+OK`.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace jono::freeswitch {

class Row {
 public:
  // Of a column that the table has; empty for any other.
  [[nodiscard]] std::string_view operator[](std::string_view column) const;

 private:
  friend class Table;
  const std::vector<std::string_view>* columns_ = nullptr;
  std::vector<std::string_view> cells_;
};

// Views into the answer.
class Table {
 public:
  // nullopt where it does not end in `+OK`, or a row has too few cells. A row with too many has
  // them by somebody's name with `|` in it: all that is too much belongs to the column `free`.
  static std::optional<Table> parse(std::string_view answer, std::string_view free = {});

  [[nodiscard]] bool has(std::string_view column) const;
  // `f(row)` for each.
  void each(const auto& f) const {
    for (std::string_view line : rows_) f(row(line));
  }
  [[nodiscard]] bool empty() const { return rows_.empty(); }

 private:
  [[nodiscard]] Row row(std::string_view line) const;

  std::vector<std::string_view> columns_;
  std::vector<std::string_view> rows_;
  std::size_t free_ = 0;  // its place; the number of columns: there is none
};

}  // namespace jono::freeswitch
