// SPDX-License-Identifier: EUPL-1.2
// What the daemon tells of its configuration's last reading, and how a command asks for the next.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include "daemon/base/time.h"
#include "daemon/http/message.h"

namespace jono::app {

// From any thread.
class Reloads {
 public:
  struct State {
    Instant at{};             // when the configuration that runs began to
    std::uint64_t tries = 0;  // to change it, ended well or not
    std::string refused;      // why the last of them was, a line a fault; empty: it was not
  };

  explicit Reloads(Instant now) : state_{now, 0, {}} {}

  [[nodiscard]] State state() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }
  void applied(Instant now) { set({now, state().tries + 1, {}}); }
  void refused(std::string why) {
    const State now = state();
    set({now.at, now.tries + 1, std::move(why)});
  }

 private:
  void set(State state) {
    const std::lock_guard lock(mutex_);
    state_ = std::move(state);
  }

  mutable std::mutex mutex_;
  State state_;
};

// POST /api/v1/reload over the control socket: 202 with what `reloads` told before, and `begin` is
// called; 400 with every fault when the configuration is bad. `begin` is told who asked; it may be
// called on any thread.
[[nodiscard]] http::Route reload_route(std::filesystem::path config, const Reloads& reloads,
                                       std::function<void(const std::string& who)> begin);

}  // namespace jono::app
