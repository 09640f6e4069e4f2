// SPDX-License-Identifier: EUPL-1.2
// reported.db: what phone systems say of themselves in their reports, beside our figures. Cannot be
// made anew but from the files.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"
#include "daemon/store/data_dir.h"

namespace jono::store {

// One figure of one line in [from, to).
struct Reported {
  std::string source;
  std::string line;
  Instant from{};
  Instant to{};
  std::string figure;  // of the hour rows, or made from them; ms for times, 0..1 for shares
  double value = 0;
  std::string file;  // that said so last
  bool operator==(const Reported&) const = default;
};

// What a later file said otherwise.
struct ReportedChange {
  Instant at{};
  Reported now;
  Instant to_before{};
  double value_before = 0;
  std::string file_before;
  bool operator==(const ReportedChange&) const = default;
};

// What begins in [from, to); an empty name is any.
struct ReportedWish {
  std::string source{};
  std::string line{};
  Instant from = kNever;
  Instant to = Instant::max();
  std::size_t most = 100'000;
};

// For one thread at a time. All errors name the file; a full disk is retry_later.
class ReportedStore {
 public:
  // Opens or makes the file; refuses one of a newer format.
  [[nodiscard]] static Result<std::unique_ptr<ReportedStore>> open(const DataDir& dir);

  // Of a source, line, begin and figure the last one counts; what it replaces is kept as a change,
  // unless it is the same. All of it, on disk once this returns well, or nothing.
  [[nodiscard]] Result<void> keep(Instant now, std::span<const Reported> figures);
  // By source, line, begin and figure.
  [[nodiscard]] Result<std::vector<Reported>> read(const ReportedWish& wish);
  // The newest first.
  [[nodiscard]] Result<std::vector<ReportedChange>> changes(std::size_t most);

 private:
  explicit ReportedStore(const std::string& path);

  SQLite::Database db_;
};

}  // namespace jono::store
