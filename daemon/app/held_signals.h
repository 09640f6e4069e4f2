// SPDX-License-Identifier: EUPL-1.2
// Signals, held back, and asked or waited for.
#pragma once

#include <pthread.h>

#include <csignal>
#include <ctime>
#include <initializer_list>

namespace jono::app {

// To be made before any thread is.
class HeldSignals {
 public:
  HeldSignals(std::initializer_list<int> signals = {SIGINT, SIGTERM}) {
    sigemptyset(&set_);
    for (const int signal : signals) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  // One came since it was asked last.
  [[nodiscard]] bool take() const {
    const timespec at_once{};
    return sigtimedwait(&set_, nullptr, &at_once) > 0;
  }

  // Waits for one; which it was.
  [[nodiscard]] int wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
    return signal;
  }

 private:
  sigset_t set_{};
};

}  // namespace jono::app
