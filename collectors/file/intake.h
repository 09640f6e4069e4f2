// SPDX-License-Identifier: EUPL-1.2
// The bytes of one file into records, and what was found of it all. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/file/decoder.h"
#include "collectors/file/text.h"
#include "daemon/event/id_hasher.h"

namespace jono::file {

using Digest = std::array<std::uint64_t, 2>;

// What can be said of a file's bytes alone.
class ByteCheck {
 public:
  explicit ByteCheck(const IdHasher& hasher) : hasher_(hasher) {}

  // Pieces of one size, but for the last: the digest depends on how they are cut.
  void feed(std::string_view bytes);
  // By content alone, and by the key of the data directory.
  [[nodiscard]] Digest digest() const { return digest_; }
  // What `wished` means for this file.
  [[nodiscard]] Encoding encoding(Encoding wished) const;

 private:
  const IdHasher hasher_;
  Digest digest_{};
  Utf8Check utf8_;
};

struct Tally {
  std::uint64_t records = 0;
  std::uint64_t ignored = 0;  // records of which nothing is wanted
  std::uint64_t events = 0;
  std::uint64_t totals = 0;
  std::optional<Instant> first{};  // of the events
  std::optional<Instant> last{};
  std::uint64_t faulty = 0;     // records
  std::vector<Fault> faults{};  // the first of them
};

class Intake {
 public:
  static constexpr std::size_t kMostFaults = 20;  // that are named
  static constexpr std::uint64_t kMostTotals = 1'000'000;

  // `decoder` outlives it. `found` is told after each record that gives something, and may take
  // what it is given.
  using Give = std::function<void(Found&)>;
  Intake(const Layout& layout, Encoding encoding, Decoder& decoder, Give found);

  // Pieces of any size. After a fault that leaves the rest without meaning nothing more is read.
  void feed(std::string_view bytes);
  void finish();
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  void feed_csv(std::string_view bytes);
  void feed_lines(std::string_view bytes);
  // Takes the lines above the head, and learns the delimiter; false: more bytes are needed.
  [[nodiscard]] bool begin_csv(std::string_view bytes, bool end);
  [[nodiscard]] Bad take_row(const CsvRow& row);
  [[nodiscard]] Bad decode_cells(CsvRow& row) const;
  void take_line(std::string_view text);
  [[nodiscard]] Bad count(Bad bad);
  void name_column(Fault& fault) const;
  void end_with(Fault fault);

  const Layout layout_;
  const Encoding encoding_;
  Decoder& decoder_;
  const Give give_;
  Tally tally_;
  Found found_;
  bool begun_ = false;
  bool ended_ = false;
  std::string front_;  // the bytes before the first row, or of a line that is not whole
  std::optional<CsvReader> csv_;
  CsvRow row_;
  std::vector<std::string> names_;  // of the columns, once the head is read
  std::uint64_t line_ = 0;
};

}  // namespace jono::file
