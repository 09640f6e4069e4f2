// SPDX-License-Identifier: EUPL-1.2
// Makes the scheduled reports once they are due, and delivers each at least once.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/api/parts.h"
#include "daemon/app/report_courier.h"
#include "daemon/report/period.h"
#include "daemon/store/report_store.h"

namespace jono::app {

// A report is kept on disk before anything is sent of it, so that what is sent again after a
// failure or a kill is the same, byte for byte.
class ReportClerk {
 public:
  // Begins on a thread of its own. What it is given outlives it; the ledger has recovered.
  [[nodiscard]] static Result<std::unique_ptr<ReportClerk>> start(const api::Parts& parts,
                                                                  const store::DataDir& dir);
  // Ends once the file that is being made, or the mail that is being sent, is through: within a
  // minute or two.
  ~ReportClerk();
  ReportClerk(const ReportClerk&) = delete;
  ReportClerk& operator=(const ReportClerk&) = delete;

 private:
  using Plan = config::ScheduledReport;

  ReportClerk(const api::Parts& parts, std::unique_ptr<store::ReportStore> store);
  void run();
  // All that can be done now.
  void work();
  [[nodiscard]] bool caught_up() const;
  [[nodiscard]] Result<void> make_due(const Plan& plan);
  [[nodiscard]] Result<void> make(const Plan& plan, const report::Period& period);
  [[nodiscard]] Result<void> deliver(const Plan& plan);
  [[nodiscard]] Result<void> deliver_by(const Plan& plan, const std::string& period,
                                        const std::string& way,
                                        const store::ReportStore::Kept& kept);
  // Does it, unless it failed a little while ago or the daemon stops; a bug in it is a failure too.
  void attempt(const std::string& what, const std::function<Result<void>()>& step);
  void failed(const std::string& what, const std::string& why);

  const api::Parts parts_;
  const Instant started_;
  std::unique_ptr<store::ReportStore> store_;
  ReportCourier courier_;
  // What has failed, by what was tried: when it may be tried again, and how long that was.
  struct Rest {
    Instant until{};
    Millis length{};
  };
  std::map<std::string, Rest> resting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace jono::app
