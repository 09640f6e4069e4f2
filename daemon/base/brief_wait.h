// SPDX-License-Identifier: EUPL-1.2
// Stays awake for what comes within moments: on a virtual processor, falling asleep and being woken
// again takes 20 us, a sixth of a sync of the disk.
#pragma once

#include <chrono>
#include <thread>

namespace jono {

// For one thread. Costs nothing where what is waited for comes seldom: it stays awake only if the
// last wait was over within `kMost` by this clock.
template <class Clock>
class BriefWaitBy {
 public:
  static constexpr std::chrono::microseconds kMost{300};

  // Returns once ready() is true or sleep(), which waits for the same or for long enough, is over.
  // Other threads go first.
  template <class Ready, class Sleep>
  void operator()(Ready ready, Sleep sleep) {
    const auto soon_enough = Clock::now() + kMost;
    bool is_ready = ready();
    while (awake_ && !is_ready && Clock::now() < soon_enough) {
      std::this_thread::yield();
      is_ready = ready();
    }
    if (!is_ready) sleep();
    awake_ = Clock::now() < soon_enough;
  }

 private:
  bool awake_ = false;
};
using BriefWait = BriefWaitBy<std::chrono::steady_clock>;

}  // namespace jono
