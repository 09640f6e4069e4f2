// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/alert_log.h"

#include <utility>

namespace jono::app {
namespace {

using alerting::AuditRecord;
using alerting::KeptState;
using alerting::NotificationRecord;

store::KeptNotification to_store(const NotificationRecord& r) {
  return {r.at, r.receiver, r.key, r.told, r.result, r.answer};
}
store::AuditEntry to_store(const AuditRecord& r) { return {r.at, r.who, r.what, r.of, r.why}; }

NotificationRecord from_store(store::KeptNotification&& k) {
  return {k.at,
          std::move(k.receiver),
          std::move(k.key),
          std::move(k.told),
          std::move(k.result),
          std::move(k.answer)};
}
AuditRecord from_store(store::AuditEntry&& k) {
  return {k.at, std::move(k.who), std::move(k.what), std::move(k.of), std::move(k.why)};
}

template <class Kept, class Record>
std::vector<Kept> all_to_store(std::span<const Record> records) {
  std::vector<Kept> out;
  for (const Record& record : records) out.push_back(to_store(record));
  return out;
}

template <class Record, class Kept>
Result<std::vector<Record>> all_from_store(Result<std::vector<Kept>> kept) {
  if (!kept) return kept.error();
  std::vector<Record> out;
  for (Kept& one : *kept) out.push_back(from_store(std::move(one)));
  return out;
}

}  // namespace

Result<KeptState> StoreAlertLog::load() {
  const std::lock_guard lock(mutex_);
  auto kept = store_->load();
  if (!kept) return kept.error();
  return KeptState{std::move(kept->board), std::move(kept->desk)};
}

Result<void> StoreAlertLog::save(const KeptState& state,
                                 std::span<const NotificationRecord> notifications,
                                 std::span<const AuditRecord> audit) {
  const std::lock_guard lock(mutex_);
  return store_->save({state.board, state.desk},
                      all_to_store<store::KeptNotification>(notifications),
                      all_to_store<store::AuditEntry>(audit));
}

Result<std::vector<NotificationRecord>> StoreAlertLog::notifications(Instant from, Instant to,
                                                                     std::size_t most) {
  const std::lock_guard lock(mutex_);
  return all_from_store<NotificationRecord>(store_->notifications(from, to, most));
}

Result<std::vector<AuditRecord>> StoreAlertLog::audit(Instant from, Instant to, std::size_t most) {
  const std::lock_guard lock(mutex_);
  return all_from_store<AuditRecord>(store_->audit(from, to, most));
}

Result<void> StoreAlertLog::add(const AuditRecord& record) {
  const std::lock_guard lock(mutex_);
  return store_->add(to_store(record));
}

Result<void> StoreAlertLog::prune(Instant limit) {
  const std::lock_guard lock(mutex_);
  return store_->prune(limit);
}

}  // namespace jono::app
