// SPDX-License-Identifier: EUPL-1.2
#include "alerting/watch.h"

#include "alerting/watch_worker.h"

namespace jono::alerting {

Watch::Watch(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
Watch::~Watch() = default;

Result<std::unique_ptr<Watch>> Watch::start(WatchSettings settings, const WatchParts& parts) {
  auto worker = std::make_unique<Worker>(std::move(settings), parts);
  if (auto started = worker->start(); !started) return started.error();
  return std::unique_ptr<Watch>(new Watch(std::move(worker)));
}

void Watch::wake() { worker_->wake(); }

std::shared_ptr<const View> Watch::view() const { return worker_->view(); }

Result<std::uint32_t> Watch::silence(const Silence& wanted) {
  return worker_->ask<std::uint32_t>([&](Instant now) -> Result<std::uint32_t> {
    if (auto good = worker_->check(wanted); !good) return good.error();
    return worker_->desk().silence(wanted, now);
  });
}

Result<void> Watch::unsilence(std::uint32_t id, const std::string& who, const std::string& why) {
  return worker_->ask<void>(
      [&](Instant now) { return worker_->desk().unsilence(id, who, why, now); });
}

Result<void> Watch::ack(const AlertId& alert, const std::string& who, const std::string& why,
                        Millis length) {
  return worker_->ask<void>([&](Instant now) -> Result<void> {
    const Alert* firing = worker_->firing(alert);
    if (firing == nullptr) {
      return Error{Errc::bad_input, alert.rule + " of " + alert.subject + " does not fire"};
    }
    return worker_->desk().ack({.key = key_of(notice_of(*firing, worker_->site())),
                                .who = who,
                                .why = why,
                                .at = now,
                                .until = now + length},
                               now);
  });
}

}  // namespace jono::alerting
