// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/report_clerk.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "daemon/api/reports.h"
#include "daemon/app/pdf.h"
#include "daemon/report/schedule.h"

namespace jono::app {
namespace {

using report::Period;
using std::chrono::minutes;
using std::chrono::seconds;
using store::KeptFile;

constexpr Millis kLook = seconds(5);
// After a start the sources first send what was missed; one that does not come back is not waited
// for longer than this.
constexpr Millis kSettling = seconds(20), kPatience = minutes(10);
constexpr Millis kFirstRest = seconds(10), kLongestRest = minutes(60);
constexpr int kMostPeriods = 60;  // that are made up for after a long time off
constexpr Millis kKept = std::chrono::hours(24 * 400);
constexpr const char *kFolder = "folder", *kMail = "mail";

constexpr std::array<std::string_view, 3> kLanguages = {"fi", "sv", "en"};
constexpr std::array<std::string_view, 4> kEndings = {"html", "csv", "json", "pdf"};

report::Wish wish_of(const config::ScheduledReport& plan, const config::Config& config,
                     Language language, report::Format format) {
  return {.language = language,
          .format = format,
          .small_cells = plan.publish ? config.privacy.small_cells : 0};
}

// Without Chromium, or with one that fails, the rest of the report goes on its way.
std::optional<std::string> pdf_or_none(const config::ScheduledReport& plan,
                                       const std::string& html) {
  constexpr int kTries = 2;
  Error why;
  for (int i = 0; i < kTries; ++i) {
    auto pdf = pdf_of(html);
    if (pdf) return std::move(*pdf);
    why = pdf.error();
    if (why.code == Errc::give_up) break;
  }
  spdlog::warn("report {}: without its PDF: {}", plan.name, why.what);
  return std::nullopt;
}

// One file of a report; nullopt: this machine cannot make it.
Result<std::optional<std::string>> bytes_of(const api::Parts& parts,
                                            const config::ScheduledReport& plan,
                                            const Period& period, Language language,
                                            config::ReportFormat format) {
  constexpr std::array kFormats = {report::Format::html, report::Format::csv, report::Format::json,
                                   report::Format::html};
  auto text = api::report_text(
      parts, period, wish_of(plan, parts.config, language, kFormats[std::size_t(format)]));
  if (!text) return text.error();
  if (format == config::ReportFormat::pdf) return pdf_or_none(plan, *text);
  return std::optional(std::move(*text));
}

// A mail's subject and text: the report's own title and sentences.
Result<KeptFile> mail_text(const api::Parts& parts, const config::ScheduledReport& plan,
                           const Period& period) {
  const auto text = api::report_text(
      parts, period, wish_of(plan, parts.config, plan.languages.front(), report::Format::json));
  if (!text) return text.error();
  const boost::json::value report = boost::json::parse(*text);
  std::string out(report.at("title").as_string());
  out += '\n';
  for (const char* part : {"summary", "cautions"}) {
    for (const auto& sentence : report.at(part).as_array()) {
      out += std::string_view(sentence.as_string());
      out += "\r\n";
    }
  }
  return KeptFile{kMailText, std::move(out)};
}

}  // namespace

ReportClerk::ReportClerk(const api::Parts& parts, std::unique_ptr<store::ReportStore> store)
    : parts_(parts), started_(parts.clock.now()), store_(std::move(store)) {}

Result<std::unique_ptr<ReportClerk>> ReportClerk::start(const api::Parts& parts,
                                                        const store::DataDir& dir) {
  auto store = store::ReportStore::open(dir);
  if (!store) return store.error();
  std::unique_ptr<ReportClerk> out(new ReportClerk(parts, std::move(*store)));
  out->thread_ = std::thread([clerk = out.get()] { clerk->run(); });
  return out;
}

ReportClerk::~ReportClerk() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void ReportClerk::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    work();
    lock.lock();
    wake_.wait_for(lock, kLook, [this] { return stopping_.load(); });
  }
}

bool ReportClerk::caught_up() const {
  const Instant now = parts_.clock.now();
  if (now - started_ >= kPatience) return true;
  const auto snapshot = parts_.ledger.snapshot();
  return now - started_ >= kSettling && snapshot &&
         std::ranges::all_of(snapshot->lines, [](const auto& line) { return line->known; });
}

void ReportClerk::work() {
  const bool making = caught_up();
  for (const Plan& plan : parts_.config.reports) {
    if (making) attempt("making report " + plan.name, [&] { return make_due(plan); });
    attempt("report " + plan.name, [&] { return deliver(plan); });
  }
  attempt("forgetting old reports", [&] { return store_->prune(parts_.clock.now() - kKept); });
}

Result<void> ReportClerk::make_due(const Plan& plan) {
  const calendar::Zone& zone = parts_.config.zone;
  Result<void> found;
  const auto made = [&](const Period& period) {
    const auto kept = store_->made(plan.name, report::id_of(period));
    if (!kept) found = kept.error();
    return !kept || *kept;
  };
  const auto periods =
      report::due(plan.period, plan.after, zone, parts_.clock.now(), kMostPeriods, made);
  if (!found) return found;
  for (const Period& period : periods) {
    if (stopping_) return {};
    if (auto done = make(plan, period); !done) return done;
  }
  return {};
}

Result<void> ReportClerk::make(const Plan& plan, const Period& period) {
  const std::string id = report::id_of(period);
  store::ReportStore::Kept kept{.made = parts_.clock.now(), .ways = {}, .files = {}};
  if (!plan.folder.empty()) kept.ways += kFolder;
  if (plan.mail) kept.ways += (kept.ways.empty() ? "" : " ") + std::string(kMail);
  for (const Language language : plan.languages) {
    for (const config::ReportFormat format : plan.formats) {
      if (stopping_) return {};
      auto bytes = bytes_of(parts_, plan, period, language, format);
      if (!bytes) return bytes.error();
      if (!*bytes) continue;
      kept.files.push_back(
          {fmt::format("jonovahti-{}-{}-{}.{}", plan.name, id, kLanguages[std::size_t(language)],
                       kEndings[std::size_t(format)]),
           std::move(**bytes)});
    }
  }
  if (plan.mail) {
    auto text = mail_text(parts_, plan, period);
    if (!text) return text.error();
    kept.files.push_back(std::move(*text));
  }
  if (auto done = store_->keep(plan.name, id, kept); !done) return done;
  spdlog::info("report {}: {} is made", plan.name, id);
  return {};
}

Result<void> ReportClerk::deliver(const Plan& plan) {
  const auto periods = store_->periods(plan.name);
  if (!periods) return periods.error();
  for (const std::string& period : *periods) {
    for (const std::string way : {kFolder, kMail}) {
      const bool configured = way == kMail ? plan.mail.has_value() : !plan.folder.empty();
      const auto already = store_->delivered(plan.name, period, way);
      if (!already) return already.error();
      if (*already || !configured) continue;
      const auto kept = store_->read(plan.name, period);
      if (!kept) return kept.error();
      // It was made before that way was configured, or its bytes are forgotten by now.
      if (kept->ways.find(way) == kept->ways.npos || kept->files.empty()) continue;
      attempt(fmt::format("report {}: {} by {}", plan.name, period, way),
              [&] { return deliver_by(plan, period, way, *kept); });
    }
  }
  return {};
}

Result<void> ReportClerk::deliver_by(const Plan& plan, const std::string& period,
                                     const std::string& way, const store::ReportStore::Kept& kept) {
  auto done = way == kMail ? courier_.by_mail(plan, period, kept) : courier_.to_folder(plan, kept);
  if (!done) return done;
  auto noted = store_->note_delivered(plan.name, period, way, parts_.clock.now());
  if (noted) spdlog::info("report {}: {} is delivered by {}", plan.name, period, way);
  return noted;
}

void ReportClerk::attempt(const std::string& what, const std::function<Result<void>()>& step) {
  const auto resting = resting_.find(what);
  if (stopping_ || (resting != resting_.end() && parts_.clock.now() < resting->second.until))
    return;
  try {
    if (const auto done = step(); !done) return failed(what, done.error().what);
    resting_.erase(what);
  } catch (const std::exception& bug) {
    failed(what, bug.what());
  }
}

void ReportClerk::failed(const std::string& what, const std::string& why) {
  Rest& rest = resting_[what];
  rest.length = rest.length == Millis(0) ? kFirstRest : std::min(2 * rest.length, kLongestRest);
  rest.until = parts_.clock.now() + rest.length;
  spdlog::warn("{} failed, and is tried again in {} s: {}", what,
               std::chrono::floor<seconds>(rest.length).count(), why);
}

}  // namespace jono::app
