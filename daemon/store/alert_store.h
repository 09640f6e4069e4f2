// SPDX-License-Identifier: EUPL-1.2
// alerts.db: the alerts' state, whom was told what with which answer, and what people did to
// alerts. Cannot be made anew: what is lost begins empty.
#pragma once

#include <SQLiteCpp/Database.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"
#include "daemon/store/data_dir.h"

namespace jono::store {

// Any bytes; the store does not look into them.
struct KeptAlerts {
  std::string board;
  std::string desk;
  bool operator==(const KeptAlerts&) const = default;
};

struct KeptNotification {
  Instant at{};
  std::string receiver;
  std::string key;
  std::string told;
  std::string result;
  std::string answer;
  bool operator==(const KeptNotification&) const = default;
};

struct AuditEntry {
  Instant at{};
  std::string who;
  std::string what;
  std::string of;
  std::string why;
  bool operator==(const AuditEntry&) const = default;
};

// For one thread at a time. All errors name the file; a full disk is retry_later.
class AlertStore {
 public:
  // Opens or makes the file; refuses one of a newer format.
  [[nodiscard]] static Result<std::unique_ptr<AlertStore>> open(const DataDir& dir);

  // Both are empty while nothing was saved.
  [[nodiscard]] Result<KeptAlerts> load();
  // Takes the place of the state and adds the rest: all of it, on disk once this returns well, or
  // nothing.
  [[nodiscard]] Result<void> save(const KeptAlerts& state,
                                  std::span<const KeptNotification> notifications,
                                  std::span<const AuditEntry> audit);

  // One more of what people did, beside the alerts.
  [[nodiscard]] Result<void> add(const AuditEntry& entry);

  // Those of [from, to), the newest first, of one instant the last saved first; at most `most`.
  [[nodiscard]] Result<std::vector<KeptNotification>> notifications(Instant from, Instant to,
                                                                    std::size_t most);
  [[nodiscard]] Result<std::vector<AuditEntry>> audit(Instant from, Instant to, std::size_t most);

  // Forgets both kinds from before `limit`.
  [[nodiscard]] Result<void> prune(Instant limit);

 private:
  explicit AlertStore(const std::string& path);

  SQLite::Database db_;
};

}  // namespace jono::store
