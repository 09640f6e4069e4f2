// SPDX-License-Identifier: EUPL-1.2
// Joins what alerting wants kept to the store that keeps it.
#pragma once

#include <memory>
#include <mutex>

#include "alerting/alert_log.h"
#include "daemon/store/alert_store.h"

namespace jono::app {

// From any thread; one at a time is served.
class StoreAlertLog final : public alerting::AlertLog {
 public:
  explicit StoreAlertLog(std::unique_ptr<store::AlertStore> store) : store_(std::move(store)) {}

  [[nodiscard]] Result<alerting::KeptState> load() override;
  [[nodiscard]] Result<void> save(const alerting::KeptState& state,
                                  std::span<const alerting::NotificationRecord> notifications,
                                  std::span<const alerting::AuditRecord> audit) override;
  [[nodiscard]] Result<std::vector<alerting::NotificationRecord>> notifications(
      Instant from, Instant to, std::size_t most) override;
  [[nodiscard]] Result<std::vector<alerting::AuditRecord>> audit(Instant from, Instant to,
                                                                 std::size_t most) override;
  [[nodiscard]] Result<void> prune(Instant limit) override;
  // What somebody did beside the alerts.
  [[nodiscard]] Result<void> add(const alerting::AuditRecord& record);

 private:
  std::mutex mutex_;
  std::unique_ptr<store::AlertStore> store_;
};

}  // namespace jono::app
