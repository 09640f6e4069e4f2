// SPDX-License-Identifier: EUPL-1.2
// Where alerting keeps what must outlive the process. Declared here, kept by daemon/store.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"

namespace jono::alerting {

// One thing told to one receiver, or not: of sendings that were repeated with the same answer, the
// first.
struct NotificationRecord {
  Instant at{};
  std::string receiver;
  std::string key;     // key_of() of the notice
  std::string told;    // firing, resolved, closed, was_firing
  std::string result;  // delivered, failed, refused, silenced, withheld
  std::string answer;  // what the receiver or the network said; one line, at most 200 bytes
  bool operator==(const NotificationRecord&) const = default;
};

// One thing that a person did.
struct AuditRecord {
  Instant at{};
  std::string who;
  std::string what;  // silence, unsilence, ack, backup
  std::string of;    // what it was done to
  std::string why;
  bool operator==(const AuditRecord&) const = default;
};

// Opaque to the log.
struct KeptState {
  std::string board;
  std::string desk;
  bool operator==(const KeptState&) const = default;
};

class AlertLog {
 public:
  virtual ~AlertLog() = default;

  // Nothing kept yet: both are empty.
  [[nodiscard]] virtual Result<KeptState> load() = 0;
  // All of it or nothing, on disk once this returns well.
  [[nodiscard]] virtual Result<void> save(const KeptState& state,
                                          std::span<const NotificationRecord> notifications,
                                          std::span<const AuditRecord> audit) = 0;
  // The newest first, of [from, to), at most `most`.
  [[nodiscard]] virtual Result<std::vector<NotificationRecord>> notifications(Instant from,
                                                                              Instant to,
                                                                              std::size_t most) = 0;
  [[nodiscard]] virtual Result<std::vector<AuditRecord>> audit(Instant from, Instant to,
                                                               std::size_t most) = 0;
  // Forgets both kinds of records from before `limit`.
  [[nodiscard]] virtual Result<void> prune(Instant limit) = 0;
};

}  // namespace jono::alerting
