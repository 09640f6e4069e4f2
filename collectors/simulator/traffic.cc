// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/traffic.h"

#include <algorithm>

namespace jono::simulator {
namespace {

std::uint64_t number_of(Instant t) {
  return static_cast<std::uint64_t>(t.time_since_epoch().count());
}

}  // namespace

std::string epoch_of(const TrafficPlan& plan) {
  std::uint64_t hash = mix(plan.config.seed, plan.turned ? number_of(*plan.turned) : 0);
  for (const TrafficLine& line : plan.lines) {
    const Volume volume = plan.config.volume_of(line.name);
    hash = mix(mix(mix(hash, line.name), volume.calls), volume.callbacks);
  }
  return fmt::format("sim-{}-{:016x}", plan.start.time_since_epoch().count(), hash);
}

Traffic::Traffic(const TrafficPlan& plan, const Edge& edge, EpochNames& epochs) {
  const std::string name = epoch_of(plan);
  epoch_ = epochs.intern(name);
  const std::uint64_t seed = mix(plan.config.seed, number_of(plan.start));
  for (const TrafficLine& line : plan.lines) {
    const PlanParts parts{line.calendar, plan.config.volume_of(line.name), model_of(line.name),
                          plan.turned};
    lines_.emplace_back(Voice{edge, line.id, name}, parts, plan.start, mix(seed, line.name));
  }
}

const Event* Traffic::peek(Instant end) {
  while (next_ == ready_.size()) {
    ready_.clear();
    next_ = 0;
    const auto first = std::ranges::min_element(lines_, {}, &LineTraffic::next_at);
    if (first == lines_.end() || first->next_at() >= end) return nullptr;
    first->step(ready_);
  }
  return ready_[next_].at < end ? &ready_[next_] : nullptr;
}

Event Traffic::take() {
  Event out = std::move(ready_[next_++]);
  out.seq = ++taken_;
  out.epoch = epoch_;
  return out;
}

}  // namespace jono::simulator
