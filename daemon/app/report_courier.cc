// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/report_courier.h"

#include <fmt/format.h>

#include <string_view>

#include "alerting/mail.h"
#include "alerting/secret_file.h"
#include "daemon/app/output.h"

namespace jono::app {
namespace {

using store::KeptFile;
using store::ReportStore;

std::string type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".csv")) return "text/csv; charset=utf-8";
  if (name.ends_with(".json")) return "application/json";
  return "application/pdf";
}

alerting::Mail mail_of(const config::ScheduledReport& plan, const std::string& period,
                       const ReportStore::Kept& kept) {
  alerting::Mail out{
      .from = plan.mail->from,
      .to = plan.mail->to,
      .date = kept.made,
      .subject = {},
      .message_id = alerting::message_id("report/" + plan.name + "/" + period, plan.mail->from),
      .text = {}};
  for (const KeptFile& file : kept.files) {
    if (file.name == kMailText) {
      const std::size_t end = file.bytes.find('\n');
      out.subject = file.bytes.substr(0, end);
      out.text = file.bytes.substr(end + 1);
    } else {
      out.attachments.push_back({file.name, type_of(file.name), file.bytes});
    }
  }
  return out;
}

}  // namespace

ReportCourier::ReportCourier()
    : carrier_({.connect = std::chrono::seconds(10), .whole = std::chrono::seconds(60)}) {}

Result<void> ReportCourier::to_folder(const config::ScheduledReport& plan,
                                      const ReportStore::Kept& kept) {
  for (const KeptFile& file : kept.files) {
    if (file.name == kMailText) continue;
    if (auto done = write_output((plan.folder / file.name).string(), file.bytes); !done)
      return done;
  }
  return {};
}

Result<void> ReportCourier::by_mail(const config::ScheduledReport& plan, const std::string& period,
                                    const ReportStore::Kept& kept) {
  std::string secret;
  if (!plan.mail->secret_file.empty()) {
    auto read = alerting::read_secret(plan.mail->secret_file);
    if (!read) return read.error();
    secret = std::move(*read);
  }
  carrier_.start(alerting::mail_transfer(*plan.mail, compose(mail_of(plan, period, kept)), secret));
  std::vector<alerting::Finished> finished;
  while (finished.empty()) {
    carrier_.wait(std::chrono::seconds(1));
    finished = carrier_.finished();
  }
  if (finished.front().outcome == alerting::Outcome::delivered) return {};
  return Error{Errc::retry_later,
               fmt::format("{}: {}", plan.mail->server, finished.front().answer)};
}

}  // namespace jono::app
