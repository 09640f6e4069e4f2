// SPDX-License-Identifier: EUPL-1.2
#include "alerting/episodes.h"

#include <algorithm>

namespace jono::alerting {
namespace {

constexpr std::size_t kPoints = 1440;  // across a picture

bool rises(Op op) { return op == Op::greater || op == Op::greater_equal; }

void widen(Point& point, const Alert& alert) {
  if (alert.value) {
    point.lowest = std::min(point.lowest.value_or(*alert.value), *alert.value);
    point.highest = std::max(point.highest.value_or(*alert.value), *alert.value);
  }
  if (alert.limit) point.limit = alert.limit;
}

void worsen(Episode& episode, const Alert& alert, Instant now) {
  if (!alert.value) return;
  const double value = *alert.value;
  const double worst = episode.worst.value_or(value);
  episode.worst =
      rises(alert.rule->when.at(now).op) ? std::max(worst, value) : std::min(worst, value);
}

}  // namespace

Episodes::Episodes(std::size_t alerts, Instant from, Instant to)
    : from_(from), to_(to), pasts_(alerts) {
  for (Past& past : pasts_) past.points.resize(kPoints);
}

void Episodes::note(const Board& board, std::span<const AlertChange> changes, Instant now) {
  for (const AlertChange& change : changes) {
    auto& episodes = pasts_[change.alert].episodes;
    const Step step = change.change.step;
    if (step == Step::fired) episodes.push_back({.fired = now});
    if (step == Step::resolved || step == Step::closed) {
      episodes.back().ended = now;
      episodes.back().closed = step == Step::closed;
    }
  }
  const auto column = static_cast<std::size_t>((now - from_) * kPoints / (to_ - from_));
  for (std::size_t i = 0; i < pasts_.size(); ++i) {
    const Alert& alert = board.alerts()[i];
    Past& past = pasts_[i];
    if (alert.state.phase == Phase::firing) worsen(past.episodes.back(), alert, now);
    if (alert.in_hours) widen(past.points[std::min(column, kPoints - 1)], alert);
  }
}

}  // namespace jono::alerting
