// SPDX-License-Identifier: EUPL-1.2
// What is wrong in a file, and where: for a person who has it open in a spreadsheet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jono::file {

struct Fault {
  std::uint64_t line = 0;    // of the file, from 1; 0: the file as a whole
  std::uint32_t column = 0;  // the cell, from 1; 0: the line as a whole
  std::string name{};        // of the column, where the head gives one
  std::string what{};
  bool operator==(const Fault&) const = default;
};
using Bad = std::optional<Fault>;

// "line 7, column 4 (Jonotusaika): …", in one line.
[[nodiscard]] std::string words_of(const Fault& fault);

// A cell's text as it may be shown: in quotes, cut, without what a terminal takes for a command. A
// text with more than five digits in a row might be somebody's number, and is not shown.
[[nodiscard]] std::string shown(std::string_view text);

// A file's name as it may be shown, and kept.
[[nodiscard]] std::string shown_name(std::string_view name);

}  // namespace jono::file
