// SPDX-License-Identifier: EUPL-1.2
// Makes the scheduled reports once they are due, and delivers each at least once.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

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
  // Ends once what is being sent is through, within a minute.
  ~ReportClerk();
  ReportClerk(const ReportClerk&) = delete;
  ReportClerk& operator=(const ReportClerk&) = delete;

 private:
  using Plan = config::ScheduledReport;

  ReportClerk(const api::Parts& parts, std::unique_ptr<store::ReportStore> store);
  void run();
  // All that can be done now.
  void work(Instant now);
  [[nodiscard]] bool caught_up(Instant now) const;
  [[nodiscard]] Result<void> make_due(const Plan& plan, Instant now);
  [[nodiscard]] Result<void> make(const Plan& plan, const report::Period& period, Instant now);
  [[nodiscard]] Result<void> deliver(const Plan& plan, Instant now);
  [[nodiscard]] Result<void> deliver_by(const Plan& plan, const std::string& period,
                                        const std::string& way, Instant now);
  // Whether that may be tried now, and that it has failed.
  [[nodiscard]] bool may_try(const std::string& what, Instant now) const;
  void failed(const std::string& what, const Error& why, Instant now);

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
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jono::app
