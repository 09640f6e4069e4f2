// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/supply.h"

#include <algorithm>

#include "daemon/event/printer.h"

namespace jono::app {

using std::chrono::milliseconds;

Supply::Supply(simulator::Telling telling, Instant start, Instant end, std::optional<double> speed)
    : first_(telling),
      telling_(std::move(telling)),
      start_(start),
      end_(end),
      speed_(speed),
      at_(start) {}

Instant Supply::now() const {
  if (!speed_) return end_;
  const std::chrono::duration<double, std::milli> passed = (Steady::now() - began_) * *speed_;
  return start_ + std::chrono::floor<Millis>(passed);
}

// When the end has come, what is late is told at once.
const simulator::Told* Supply::peek(Instant t) {
  return telling_.peek(std::min(end_, t), t < end_ ? t : Instant::max());
}

bool Supply::next(const Names& names, const EpochNames& epochs, std::string& out) {
  if (peek(now()) == nullptr) return false;
  const simulator::Told told = telling_.take();
  at_ = told.at;
  print(told.event, names, epochs, out);
  return true;
}

bool Supply::ended() { return now() >= end_ && peek(end_) == nullptr; }

milliseconds Supply::wait(milliseconds most) {
  const Instant t = now();
  const double speed = speed_.value_or(1);
  const Instant last = t + Millis(static_cast<Millis::rep>(double(most.count()) * speed));
  const simulator::Told* next = peek(last);
  const Instant due = next == nullptr ? last : next->at;
  const auto left = static_cast<milliseconds::rep>(double((due - t).count()) / speed) + 1;
  return std::clamp(milliseconds(left), milliseconds(0), most);
}

void Supply::end() { end_ = std::min(end_, at_ + Millis(1)); }

}  // namespace jono::app
