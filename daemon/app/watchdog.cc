// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/watchdog.h"

#include <systemd/sd-daemon.h>

#include <utility>

namespace jono::app {

Watchdog::Watchdog(std::function<Ticks()> progress) : progress_(std::move(progress)) {
  std::uint64_t microseconds = 0;
  if (::sd_watchdog_enabled(0, &microseconds) <= 0) return;
  thread_ =
      std::thread([this, patience = std::chrono::microseconds(microseconds)] { run(patience); });
}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Watchdog::run(std::chrono::microseconds patience) {
  std::unique_lock lock(mutex_);
  do {
    if (std::chrono::steady_clock::now() - progress_() < patience * 5 / 6) {
      ::sd_notify(0, "WATCHDOG=1");
    }
  } while (!wake_.wait_for(lock, patience / 12, [this] { return stopping_; }));
}

}  // namespace jono::app
