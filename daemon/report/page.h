// SPDX-License-Identifier: EUPL-1.2
// A report as people read it: sections and tables of text, before any markup.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/report/model.h"

namespace jono::report {

struct Cell {
  std::string text{};
  std::string below{};  // a second line
  unsigned shade = 0;   // 0 (none) to 5
};

struct Table {
  std::string caption{};
  std::vector<std::string> heads{};  // of the first column, which names the rows, and of the others
  struct Line {
    std::string head{};
    std::vector<Cell> cells;
  };
  std::vector<Line> lines{};
  bool heat = false;
};

struct Section {
  std::string title{};
  std::string note{};
  std::vector<Table> tables{};
  bool side_by_side = false;  // its tables are narrow
};

// How one row of figures becomes one cell.
struct Column {
  std::string head{};
  std::function<std::string(const Row&)> text;
};

[[nodiscard]] Column figure_column(std::string_view name, Language language);

// One line a row, by its name. A column that is hidden wherever it is
// not absent is left out, but for the first.
[[nodiscard]] Table table_of(const std::vector<const Row*>& rows,
                             const std::vector<Column>& columns,
                             const std::function<std::string(const Row&)>& name);

// Everything of the report but title, sentences and definitions; same-day callbacks first.
[[nodiscard]] std::vector<Section> sections_of(const Report& report, Language language);

}  // namespace jono::report
