// SPDX-License-Identifier: EUPL-1.2
// The simulator's events as lines of JSON, at the pace of a clock that may run fast.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "collectors/simulator/telling.h"

namespace jono::app {

class Supply {
 public:
  using Steady = std::chrono::steady_clock;

  // From `start`, the plan's, to `end`; without a speed everything is due at once, and `end` is
  // a time that will come.
  Supply(simulator::Telling telling, Instant start, Instant end, std::optional<double> speed);

  // Appends the next event that is due, if any, without a line end.
  [[nodiscard]] bool next(const Names& names, const EpochNames& epochs, std::string& out);
  // All were given.
  [[nodiscard]] bool ended();
  // How long nothing will be due, at most `most`.
  [[nodiscard]] std::chrono::milliseconds wait(std::chrono::milliseconds most);
  // How many were given; without faults, the number of the last one.
  [[nodiscard]] std::uint64_t given() const { return telling_.taken(); }
  [[nodiscard]] Instant at() const { return at_; }

  // Begins again with the first event; none becomes due later than it was.
  void rewind() { telling_ = first_; }
  // No event later than those that were given.
  void end();

 private:
  [[nodiscard]] Instant now() const;
  // What is due before `t`; null for nothing.
  [[nodiscard]] const simulator::Told* peek(Instant t);

  simulator::Telling first_;
  simulator::Telling telling_;
  Instant start_;
  Instant end_;
  std::optional<double> speed_;
  Steady::time_point began_ = Steady::now();
  Instant at_;  // of the last one
};

}  // namespace jono::app
