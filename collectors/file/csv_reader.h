// SPDX-License-Identifier: EUPL-1.2
// CSV by RFC 4180, strictly, from bytes in pieces of any size: rows out, or the place of what is no
// CSV. Knows no encoding: a cell is its bytes. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/file/fault.h"

namespace jono::file {

struct CsvRow {
  std::uint64_t line = 0;  // on which it begins
  std::vector<std::string> cells;
};

// Lines end with LF or CR LF; a line without any byte is no row. A quote stands around a whole cell
// only, doubled inside it. After a fault the reader is done with.
class CsvReader {
 public:
  static constexpr std::size_t kMostCell = 16'384;  // bytes
  static constexpr std::size_t kMostCells = 1024;   // of a row

  explicit CsvReader(char delimiter, std::uint64_t first_line = 1)
      : delimiter_(delimiter), line_(first_line) {
    row_.cells.emplace_back();
  }

  // Gives each row that is whole. What is given holds until `row` returns; a fault that `row`
  // returns ends the reading.
  using Take = std::function<Bad(const CsvRow&)>;
  [[nodiscard]] Bad feed(std::string_view bytes, const Take& row);
  // The bytes end here.
  [[nodiscard]] Bad finish(const Take& row);

 private:
  enum class In { begin, plain, quoted, closed, after_cr };

  [[nodiscard]] Bad step(char c, const Take& row);
  [[nodiscard]] Bad in_quotes(char c);
  [[nodiscard]] Bad outside(char c, const Take& row);
  [[nodiscard]] Bad add(char c);
  [[nodiscard]] Bad next_cell();
  [[nodiscard]] Bad end_row(const Take& row);
  [[nodiscard]] Fault fault(std::string_view what) const;

  const char delimiter_;
  In in_ = In::begin;
  std::uint64_t line_;
  CsvRow row_;               // its last cell is the one that is read
  bool any_ = false;         // whether the row has any byte
  std::uint64_t begun_ = 0;  // the line on which the quoted cell began
};

// The delimiter of a head: whichever of ; tab and , it has most often outside quotes; ; where it
// has none.
[[nodiscard]] char delimiter_of(std::string_view head);

}  // namespace jono::file
