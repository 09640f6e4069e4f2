// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/table.h"

#include <algorithm>

namespace jono::freeswitch {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t end = line.find('|');
    out.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return out;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

std::string_view Row::operator[](std::string_view column) const {
  const auto found = std::ranges::find(*columns_, column);
  if (found == columns_->end()) return {};
  return cells_[static_cast<std::size_t>(found - columns_->begin())];
}

// An empty list of some versions has no line of names either.
std::optional<Table> Table::parse(std::string_view answer, std::string_view free) {
  Table out;
  bool ended = false;
  while (!answer.empty() && !ended) {
    const std::string_view line = take_line(answer);
    if (line == "+OK") {
      ended = true;
    } else if (out.columns_.empty()) {
      out.columns_ = cells_of(line);
    } else if (!line.empty()) {
      out.rows_.push_back(line);
    }
  }
  if (!ended) return std::nullopt;
  const std::size_t columns = out.columns_.size();
  const auto at = std::ranges::find(out.columns_, free);
  out.free_ = static_cast<std::size_t>(at - out.columns_.begin());
  for (const std::string_view line : out.rows_) {
    const auto cells = static_cast<std::size_t>(std::ranges::count(line, '|')) + 1;
    if (cells < columns || (cells > columns && out.free_ == columns)) return std::nullopt;
  }
  return out;
}

bool Table::has(std::string_view column) const {
  return std::ranges::find(columns_, column) != columns_.end();
}

Row Table::row(std::string_view line) const {
  Row out;
  out.columns_ = &columns_;
  out.cells_ = cells_of(line);
  const auto more = static_cast<std::ptrdiff_t>(out.cells_.size() - columns_.size());
  const auto free =
      out.cells_.begin() + static_cast<std::ptrdiff_t>(std::min(free_, columns_.size()));
  if (more > 0) out.cells_.erase(free, free + more);
  return out;
}

}  // namespace jono::freeswitch
