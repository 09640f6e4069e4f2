// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/supply.h"

#include <algorithm>

#include "daemon/event/printer.h"

namespace jono::app {

using std::chrono::milliseconds;

Supply::Supply(simulator::Traffic traffic, Instant start, Instant end, std::optional<double> speed)
    : first_(traffic),
      traffic_(std::move(traffic)),
      start_(start),
      end_(end),
      speed_(speed),
      at_(start) {}

Instant Supply::now() const {
  if (!speed_) return end_;
  const std::chrono::duration<double, std::milli> passed = (Steady::now() - began_) * *speed_;
  return start_ + std::chrono::floor<Millis>(passed);
}

bool Supply::next(const Names& names, const EpochNames& epochs, std::string& out) {
  if (traffic_.peek(std::min(end_, now())) == nullptr) return false;
  const Event event = traffic_.take();
  at_ = event.at;
  print(event, names, epochs, out);
  return true;
}

bool Supply::ended() { return now() >= end_ && traffic_.peek(end_) == nullptr; }

milliseconds Supply::wait(milliseconds most) {
  const Instant t = now();
  const double speed = speed_.value_or(1);
  const Instant last = t + Millis(static_cast<Millis::rep>(double(most.count()) * speed));
  const Event* next = traffic_.peek(std::min(end_, last));
  const Instant due = next == nullptr ? last : next->at;
  const auto left = static_cast<milliseconds::rep>(double((due - t).count()) / speed) + 1;
  return std::clamp(milliseconds(left), milliseconds(0), most);
}

void Supply::end() { end_ = std::min(end_, at_ + Millis(1)); }

}  // namespace jono::app
