// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/line_rows.h"

#include <algorithm>

namespace jono::engine {

QuarterRow& LineRows::row(Quarter quarter) {
  if (latest_ < quarters_.size() && quarters_[latest_].first == quarter) {
    return *quarters_[latest_].second;
  }
  auto place = std::ranges::lower_bound(quarters_, quarter, {}, &Entry::first);
  if (place == quarters_.end() || place->first != quarter) {
    place = quarters_.emplace(place, quarter, std::make_unique<QuarterRow>());
  }
  latest_ = std::size_t(place - quarters_.begin());
  return *place->second;
}

QuarterRow& LineRows::touch(Quarter quarter) {
  QuarterRow& found = row(quarter);
  if (!found.changed) {
    found.changed = true;
    changed_.push_back(quarter);
  }
  return found;
}

void LineRows::mark_saved() {
  for (const Quarter quarter : changed_) row(quarter).changed = false;
  changed_.clear();
}

QuarterRow& LineRows::restore(Quarter quarter) { return row(quarter) = {}; }

void LineRows::Carried::pass(const QuarterRow& q) {
  visits += q.offered - q.closed;
  callbacks += q.callbacks_requested - q.callbacks_ended;
  any = any || q.offered > 0 || q.refused > 0 || q.callbacks_requested > 0;
}

void LineRows::forget_before(Quarter limit) {
  const auto kept = std::ranges::lower_bound(quarters_, limit, {}, &Entry::first);
  for (auto gone = quarters_.begin(); gone != kept; ++gone) carried_.pass(*gone->second);
  quarters_.erase(quarters_.begin(), kept);
  latest_ = 0;
}

void LineRows::count(const Visit& visit, int sign) {
  const Quarter queued = quarter_of(visit.queued);
  QuarterRow& cohort = touch(queued);
  count_cohort(cohort, visit, *line_, sign);
  cohort.queue.add(visit.queued - queued, sign);
  if (visit.outcome == Outcome::waiting) return;
  const Quarter closed = quarter_of(visit.closed);
  QuarterRow& load = touch(closed);
  load.closed += sign;
  load.queue.add(visit.closed - closed, -sign);
}

void LineRows::count(const Callback& callback, int sign) {
  count_cohort(touch(quarter_of(callback.requested)), callback, *line_, sign);
  if (callback.state == CallbackState::open) return;
  touch(quarter_of(std::max(callback.requested, callback.ended))).callbacks_ended += sign;
}

}  // namespace jono::engine
