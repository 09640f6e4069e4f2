// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/access_watch.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <array>
#include <utility>

#include "daemon/config/access.h"
#include "daemon/http/tls.h"

namespace jono::app {
namespace {

constexpr std::chrono::seconds kEvery{2};

// Another text once any of the files is another, or gone.
std::string stamp_of(const http::Access& access) {
  std::string out;
  for (const auto& path : access.files) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) status = {};
    out += fmt::format("{}:{}:{}.{} ", status.st_ino, status.st_size, status.st_mtim.tv_sec,
                       status.st_mtim.tv_nsec);
  }
  return out;
}

}  // namespace

AccessWatch::AccessWatch(const config::Http& http, const Clock& clock, http::HttpServer& server,
                         std::shared_ptr<const http::Access> first)
    : http_(http),
      clock_(clock),
      server_(server),
      access_(std::move(first)),
      taken_(stamp_of(*access_)),
      seen_(taken_) {
  note_end();
  thread_ = std::thread([this] { run(); });
}

AccessWatch::~AccessWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void AccessWatch::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kEvery, [this] { return stopping_; })) look();
}

// Files that belong together do not change at one moment: they are read once they have kept still.
void AccessWatch::look() {
  std::string now = stamp_of(*access_);
  if (now != taken_ && now == seen_) {
    taken_ = now;
    take();
  }
  seen_ = std::move(now);
  warn_of_end();
}

void AccessWatch::take() {
  config::AccessOutcome read = config::load_access(http_);
  if (const auto* faults = std::get_if<std::vector<config::Faults>>(&read)) {
    for (const config::Faults& each : *faults) {
      for (const config::Fault& fault : each.faults) {
        spdlog::error("http: {}:{}:{}: {}; what was there before stays in use", each.file,
                      fault.place.line, fault.place.column, fault.what);
      }
    }
    return;
  }
  access_ = std::get<std::shared_ptr<const http::Access>>(std::move(read));
  taken_ = stamp_of(*access_);
  warned_ = kNoWarning;
  note_end();
  server_.renew(access_);
  spdlog::info("http: certificates, users and tokens were read anew");
}

void AccessWatch::note_end() {
  end_ = access_->tls ? access_->tls->not_after().time_since_epoch().count() : 0;
  warn_of_end();
}

std::optional<Instant> AccessWatch::certificate_end() const {
  const Instant::rep end = end_;
  return end == 0 ? std::nullopt : std::optional(Instant(Millis(end)));
}

void AccessWatch::warn_of_end() {
  if (!access_->tls) return;
  const Millis left = access_->tls->not_after() - clock_.now();
  int days = kNoWarning;
  for (const int each : {30, 7, 1, 0}) {
    if (left < std::chrono::days(each)) days = each;
  }
  if (days == warned_) return;
  warned_ = days;
  if (days == 0) {
    spdlog::error("http: its own certificate has ended: clients that check it stay away");
  } else if (days != kNoWarning) {
    spdlog::warn("http: its own certificate ends in less than {} {}", days,
                 days == 1 ? "day" : "days");
  }
}

}  // namespace jono::app
