// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/traffic.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace jono::simulator {
namespace {

// Of how callers and agents behave: grows when the same plan gives other events than it did.
constexpr std::uint64_t kModel = 2;

std::uint64_t number_of(Instant t) {
  return static_cast<std::uint64_t>(t.time_since_epoch().count());
}

}  // namespace

std::string epoch_of(const TrafficPlan& plan) {
  std::uint64_t hash = mix(plan.config.seed, kModel + (plan.config.faults.purge ? 1U : 0U));
  hash = mix(hash, plan.turned ? number_of(*plan.turned) : 0);
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
  std::map<std::pair<bool, std::string_view>, std::vector<TeamLine>> teams;  // alone, and its name
  for (const TrafficLine& line : plan.lines) {
    const LineModel& model = model_of(line.name);
    const PlanParts parts{line.calendar, plan.config.volume_of(line.name), model, plan.turned};
    const bool alone = model.team.empty();
    std::vector<TeamLine>& team = teams[{alone, alone ? line.name : model.team}];
    team.push_back(
        {Voice{edge, line.id, name}, parts, mix(seed, line.name), plan.config.faults.purge});
  }
  for (auto& [team, lines] : teams) {
    std::ranges::sort(
        lines, {}, [](const TeamLine& l) { return std::pair(l.parts.model.rank, l.voice.line); });
    teams_.emplace_back(lines, plan.start);
  }
}

const Event* Traffic::peek(Instant end) {
  while (next_ == ready_.size()) {
    ready_.clear();
    next_ = 0;
    const auto first = std::ranges::min_element(teams_, {}, &TeamTraffic::next_at);
    if (first == teams_.end() || first->next_at() >= end) return nullptr;
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
