// SPDX-License-Identifier: EUPL-1.2
// reports.db: the scheduled reports as they were made, and where each has got to. What was made
// once is given again byte for byte, however often.
#pragma once

#include <SQLiteCpp/Database.h>

#include <memory>
#include <string>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"
#include "daemon/store/data_dir.h"

namespace jono::store {

struct KeptFile {
  std::string name;
  std::string bytes;
  bool operator==(const KeptFile&) const = default;
};

// For one thread at a time. All errors name the file; a full disk is retry_later.
class ReportStore {
 public:
  // Opens or makes the file; refuses one of a newer format.
  [[nodiscard]] static Result<std::unique_ptr<ReportStore>> open(const DataDir& dir);

  // Whether the report of `period` ("2026-W47") by that schedule is kept.
  [[nodiscard]] Result<bool> made(const std::string& schedule, const std::string& period);
  struct Kept {
    Instant made{};
    std::string ways;             // "folder", "mail" or "folder mail": how it is to be delivered
    std::vector<KeptFile> files;  // in the order in which they were given
  };
  // Keeps it whole, on disk once this returns well, or not at all; one that is kept already stays.
  [[nodiscard]] Result<void> keep(const std::string& schedule, const std::string& period,
                                  const Kept& report);
  [[nodiscard]] Result<Kept> read(const std::string& schedule, const std::string& period);

  // `way`: "folder", "mail".
  [[nodiscard]] Result<bool> delivered(const std::string& schedule, const std::string& period,
                                       const std::string& way);
  [[nodiscard]] Result<void> note_delivered(const std::string& schedule, const std::string& period,
                                            const std::string& way, Instant now);
  // The periods that are kept, the oldest first.
  [[nodiscard]] Result<std::vector<std::string>> periods(const std::string& schedule);
  // Forgets the bytes of what was made before `limit`, not that it was made.
  [[nodiscard]] Result<void> prune(Instant limit);

 private:
  explicit ReportStore(const std::string& path);

  SQLite::Database db_;
};

}  // namespace jono::store
