// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/csv_reader.h"

#include <fmt/format.h>

#include <array>

namespace jono::file {

Fault CsvReader::fault(std::string_view what) const {
  return {.line = line_,
          .column = static_cast<std::uint32_t>(row_.cells.size()),
          .what = std::string(what)};
}

Bad CsvReader::add(char c) {
  std::string& cell = row_.cells.back();
  if (c == '\0') return fault("a byte of value 0: this is no text file");
  if (cell.size() == kMostCell) return fault("longer than 16384 bytes: is a quote missing?");
  cell += c;
  return std::nullopt;
}

Bad CsvReader::next_cell() {
  if (row_.cells.size() == kMostCells) return fault("more than 1024 columns");
  row_.cells.emplace_back();
  in_ = In::begin;
  return std::nullopt;
}

Bad CsvReader::end_row(const Take& row) {
  Bad bad;
  if (any_) bad = row(row_);
  row_.cells.assign(1, {});
  any_ = false;
  in_ = In::begin;
  return bad;
}

Bad CsvReader::in_quotes(char c) {
  if (c == '"') {
    in_ = In::closed;
    return std::nullopt;
  }
  if (c == '\n') ++line_;
  return add(c);
}

Bad CsvReader::outside(char c, const Take& row) {
  if (c == '\r') {
    in_ = In::after_cr;
    return std::nullopt;
  }
  if (c == '\n') {
    auto bad = end_row(row);
    ++line_;
    return bad;
  }
  any_ = true;
  if (c == delimiter_) return next_cell();
  if (in_ == In::closed) return fault("text after the closing quote");
  if (c == '"' && in_ == In::plain)
    return fault("a quote inside a cell that does not begin with one");
  if (c == '"') {
    in_ = In::quoted;
    begun_ = line_;
    return std::nullopt;
  }
  in_ = In::plain;
  return add(c);
}

Bad CsvReader::step(char c, const Take& row) {
  if (!any_ && in_ == In::begin && row_.cells.size() == 1) row_.line = line_;
  if (in_ == In::quoted) return in_quotes(c);
  if (in_ == In::closed && c == '"') {
    in_ = In::quoted;
    return add(c);
  }
  if (in_ == In::after_cr && c != '\n') return fault("a carriage return inside a line");
  return outside(c, row);
}

Bad CsvReader::feed(std::string_view bytes, const Take& row) {
  for (const char c : bytes) {
    if (auto bad = step(c, row)) return bad;
  }
  return std::nullopt;
}

Bad CsvReader::finish(const Take& row) {
  if (in_ == In::quoted) {
    return fault(fmt::format("the quote of line {} is never closed", begun_));
  }
  return end_row(row);
}

char delimiter_of(std::string_view head) {
  constexpr std::array kKnown = {';', '\t', ','};
  std::array<std::size_t, kKnown.size()> counts{};
  bool quoted = false;
  for (const char c : head) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < kKnown.size() && !quoted; ++i) counts[i] += c == kKnown[i] ? 1 : 0;
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < kKnown.size(); ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return kKnown[best];
}

}  // namespace jono::file
