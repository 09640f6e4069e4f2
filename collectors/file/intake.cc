// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace jono::file {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";
constexpr std::size_t kMostFront = std::size_t{1} << 20U;  // above the first row
constexpr std::size_t kMostLine = 16'384;

bool is_utf16(std::string_view front) {
  return front.starts_with("\xff\xfe") || front.starts_with("\xfe\xff");
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Excel's own first line, which is no data.
std::optional<char> told_delimiter(std::string_view line) {
  line = without_return(line);
  if (line.size() == 5 && line.starts_with("sep=")) return line[4];
  return std::nullopt;
}

}  // namespace

void ByteCheck::feed(std::string_view bytes) {
  std::string chained(sizeof(Digest), '\0');
  std::memcpy(chained.data(), digest_.data(), sizeof(Digest));
  chained += bytes;
  digest_ = hasher_.digest(chained);
  utf8_.feed(bytes);
}

Encoding ByteCheck::encoding(Encoding wished) const {
  if (wished != Encoding::automatic) return wished;
  return utf8_.whole() ? Encoding::utf8 : Encoding::windows_1252;
}

Intake::Intake(const Layout& layout, Encoding encoding, Decoder& decoder, Give found)
    : layout_(layout), encoding_(encoding), decoder_(decoder), give_(std::move(found)) {}

void Intake::end_with(Fault fault) {
  name_column(fault);
  ++tally_.faulty;
  tally_.faults.push_back(std::move(fault));
  ended_ = true;
}

void Intake::name_column(Fault& fault) const {
  const bool known = fault.column > 0 && fault.column <= names_.size();
  if (known && fault.name.empty()) fault.name = names_[fault.column - 1];
}

void Intake::feed(std::string_view bytes) {
  if (ended_) return;
  if (layout_.kind == Kind::csv) return feed_csv(bytes);
  feed_lines(bytes);
}

void Intake::finish() {
  if (ended_) return;
  if (layout_.kind == Kind::ndjson) {
    if (!begun_ && front_.starts_with(kMark)) front_.erase(0, kMark.size());
    ++line_;
    take_line(front_);
    ended_ = true;
    return;
  }
  if (!csv_ && !begin_csv({}, true)) return;
  if (ended_) return;
  auto bad = csv_->finish([this](const CsvRow& row) { return take_row(row); });
  if (bad) return end_with(std::move(*bad));
  if (names_.empty())
    return end_with(
        {.line = layout_.head_line, .what = "there is no line with the names of the columns"});
  ended_ = true;
}

bool Intake::begin_csv(std::string_view bytes, bool end) {
  front_ += bytes;
  if (is_utf16(front_)) {
    end_with({.what = "this is UTF-16: save it as UTF-8, or as CSV in Windows-1252"});
    return false;
  }
  std::string_view rest = front_;
  if (rest.starts_with(kMark)) rest.remove_prefix(kMark.size());
  std::uint64_t line = 1;
  std::optional<char> delimiter = layout_.delimiter;
  for (;;) {
    const std::size_t stop = rest.find('\n');
    if (stop == rest.npos && !end) {
      if (front_.size() > kMostFront) {
        end_with({.line = line, .what = "no end of the line within 1 MiB: this is no CSV"});
      }
      return false;
    }
    const std::string_view head = rest.substr(0, stop);
    const auto told = line == 1 ? told_delimiter(head) : std::nullopt;
    if (told) delimiter = layout_.delimiter ? layout_.delimiter : told;
    const bool above = told || line < layout_.head_line;
    if (!above || stop == rest.npos) {
      csv_.emplace(delimiter ? *delimiter : delimiter_of(head), line);
      break;
    }
    rest.remove_prefix(stop + 1);
    ++line;
  }
  const std::string kept(rest);
  front_.clear();
  if (auto bad = csv_->feed(kept, [this](const CsvRow& row) { return take_row(row); })) {
    end_with(std::move(*bad));
  }
  return true;
}

void Intake::feed_csv(std::string_view bytes) {
  if (!csv_) {
    static_cast<void>(begin_csv(bytes, false));
    return;
  }
  auto bad = csv_->feed(bytes, [this](const CsvRow& row) { return take_row(row); });
  if (bad) end_with(std::move(*bad));
}

Bad Intake::decode_cells(CsvRow& row) const {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    std::string& cell = row.cells[i];
    const auto fault = [&](std::string_view what) {
      return Fault{
          .line = row.line, .column = static_cast<std::uint32_t>(i + 1), .what = std::string(what)};
    };
    if (encoding_ == Encoding::utf8) {
      if (!is_utf8(cell)) return fault("no UTF-8: is it Windows-1252?");
      continue;
    }
    auto text = from_windows_1252(cell);
    if (!text) return fault("neither UTF-8 nor Windows-1252");
    cell = std::move(*text);
  }
  return std::nullopt;
}

// Faults of single rows are gathered; only what makes the rest meaningless ends the reading.
Bad Intake::take_row(const CsvRow& row) {
  row_ = row;
  if (auto bad = decode_cells(row_)) return names_.empty() ? bad : count(std::move(bad));
  if (names_.empty()) {
    for (const std::string& cell : row_.cells) names_.emplace_back(trimmed(cell));
    row_.cells = names_;
    return decoder_.head(row_);
  }
  ++tally_.records;
  if (row_.cells.size() != names_.size()) {
    return count(
        Fault{.line = row_.line,
              .column = static_cast<std::uint32_t>(std::min(row_.cells.size(), names_.size()) + 1),
              .what = fmt::format("the line has {} columns, and the head {}", row_.cells.size(),
                                  names_.size())});
  }
  auto bad = decoder_.row(row_, found_);
  if (bad && bad->line == 0) bad->line = row_.line;
  return count(std::move(bad));
}

Bad Intake::count(Bad bad) {
  if (bad) {
    name_column(*bad);
    ++tally_.faulty;
    if (tally_.faults.size() < kMostFaults) tally_.faults.push_back(std::move(*bad));
    found_ = {};
    return std::nullopt;
  }
  if (found_.events.empty() && found_.totals.empty()) ++tally_.ignored;
  tally_.events += found_.events.size();
  tally_.totals += found_.totals.size();
  for (const Event& event : found_.events) {
    tally_.first = std::min(tally_.first.value_or(event.at), event.at);
    tally_.last = std::max(tally_.last.value_or(event.at), event.at);
  }
  if (tally_.totals > kMostTotals)
    return Fault{.what = "more than 1000000 figures: split the file"};
  if (!found_.events.empty() || !found_.totals.empty()) give_(found_);
  found_.events.clear();
  found_.totals.clear();
  return std::nullopt;
}

void Intake::feed_lines(std::string_view bytes) {
  while (!bytes.empty() && !ended_) {
    const std::size_t stop = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, stop);
    front_ += piece.substr(
        0, kMostLine + kMark.size() + 1 - std::min(front_.size(), kMostLine + kMark.size() + 1));
    if (stop == bytes.npos) return;
    bytes.remove_prefix(stop + 1);
    if (!begun_ && front_.starts_with(kMark)) front_.erase(0, kMark.size());
    begun_ = true;
    ++line_;
    take_line(front_);
    front_.clear();
  }
}

void Intake::take_line(std::string_view text) {
  text = without_return(text);
  if (line_ == 1 && is_utf16(text)) return end_with({.what = "this is UTF-16: save it as UTF-8"});
  if (trimmed(text).empty()) return;
  ++tally_.records;
  Bad bad;
  std::optional<std::string> converted;
  if (text.size() > kMostLine) {
    bad = Fault{.what = "longer than 16384 bytes"};
  } else if (encoding_ == Encoding::windows_1252) {
    converted = from_windows_1252(text);
    if (!converted) bad = Fault{.what = "neither UTF-8 nor Windows-1252"};
  }
  if (!bad) bad = decoder_.line(line_, converted ? *converted : text, found_);
  if (bad) bad->line = line_;
  if (auto last = count(std::move(bad))) end_with(std::move(*last));
}

}  // namespace jono::file
