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

void LineRows::count(const Visit& visit, int sign) {
  const Quarter queued = quarter_of(visit.queued);
  QuarterRow& cohort = row(queued);
  count_cohort(cohort, visit, *line_, sign);
  cohort.queue.add(visit.queued - queued, sign);
  if (visit.outcome == Outcome::waiting) return;
  const Quarter closed = quarter_of(visit.closed);
  QuarterRow& load = row(closed);
  load.closed += sign;
  load.queue.add(visit.closed - closed, -sign);
}

void LineRows::count(const Callback& callback, int sign) {
  count_cohort(row(quarter_of(callback.requested)), callback, *line_, sign);
  if (callback.state == CallbackState::open) return;
  row(quarter_of(std::max(callback.requested, callback.ended))).callbacks_ended += sign;
}

}  // namespace jono::engine
