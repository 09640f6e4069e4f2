// SPDX-License-Identifier: EUPL-1.2
// Takes a report that was made to a folder or by mail.
#pragma once

#include <string>

#include "alerting/carrier.h"
#include "daemon/config/config.h"
#include "daemon/store/report_store.h"

namespace jono::app {

// The name under which a mail's subject (its first line) and text (the rest) are kept among the
// files; no attachment and no file in a folder.
inline constexpr const char* kMailText = ".mail";

// For one thread. What it gives twice is the same twice.
class ReportCourier {
 public:
  ReportCourier();

  // Each file whole and on disk, in place of one that is there.
  [[nodiscard]] Result<void> to_folder(const config::ScheduledReport& plan,
                                       const store::ReportStore::Kept& kept);
  // One message with every file; waits up to a minute. Its Message-ID is that of schedule and
  // period.
  [[nodiscard]] Result<void> by_mail(const config::ScheduledReport& plan, const std::string& period,
                                     const store::ReportStore::Kept& kept);

 private:
  alerting::Carrier carrier_;
};

}  // namespace jono::app
