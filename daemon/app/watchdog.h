// SPDX-License-Identifier: EUPL-1.2
// Tells systemd that work goes on. Where systemd does not watch this process it does nothing.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace jono::app {

class Watchdog {
 public:
  using Ticks = std::chrono::steady_clock::time_point;

  // `progress`, when work last went on, is asked on a thread of its own for as long as this lives.
  // One that is older than five sixths of systemd's own patience (50 s of 60) is none: a sync may
  // take that long.
  explicit Watchdog(std::function<Ticks()> progress);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  void run(std::chrono::microseconds patience);

  const std::function<Ticks()> progress_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jono::app
