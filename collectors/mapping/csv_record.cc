// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/csv_record.h"

#include <algorithm>

namespace jono::mapping {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t first = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

}  // namespace

Result<Columns> columns_of(const std::vector<std::string>& places,
                           std::span<const std::string_view> header) {
  Columns out;
  std::string faults;
  for (const std::string& place : places) {
    const auto count = std::ranges::count(header, place);
    out.push_back(static_cast<std::size_t>(std::ranges::find(header, place) - header.begin()));
    if (count == 1) continue;
    faults += faults.empty() ? "" : "; ";
    faults += (count == 0 ? "there is no column '" : "there are several columns '") + place + "'";
  }
  if (!faults.empty()) return Error{Errc::bad_input, std::move(faults)};
  return out;
}

Value CsvRecord::at(std::size_t place) const {
  const std::size_t column = columns_[place];
  if (column >= cells_.size()) return {};
  const std::string_view text = trimmed(cells_[column]);
  return text.empty() ? Value{} : Value{Value::Kind::text, text};
}

}  // namespace jono::mapping
