// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/line_rows.h"

#include <algorithm>

#include "daemon/engine/prefetch.h"

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

void LineRows::expect(std::size_t step) const {
  if (latest_ >= quarters_.size()) return;
  const Entry& entry = quarters_[latest_];
  if (step == 1) prefetch(&entry, sizeof(entry));
  if (step == 2) prefetch(entry.second.get(), sizeof(QuarterRow));
  if (step < 3) return;
  entry.second->queue.expect();
  entry.second->waits_answered.expect();
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

bool LineRows::begins_before(Instant end) const {
  if (carried_.any) return true;
  const auto first = std::ranges::find_if(
      quarters_, [](const Entry& entry) { return begins_rows(*entry.second); });
  return first != quarters_.end() && Instant(first->first) < end;
}

LineRows LineRows::copy(Instant from, Instant to) const {
  LineRows out(*line_);
  Carried carried = carried_;
  for (const auto& [quarter, row] : quarters_) {
    if (Instant(quarter) >= to) break;
    if (Instant(quarter) + kQuarterLength <= from) {
      carried.pass(*row);
    } else {
      out.quarters_.emplace_back(quarter, std::make_unique<QuarterRow>(*row));
    }
  }
  out.carried_ = carried;
  return out;
}

void LineRows::Carried::pass(const QuarterRow& q) {
  visits += q.offered - q.closed;
  callbacks += q.callbacks_requested - q.callbacks_ended;
  any = any || begins_rows(q);
}

void LineRows::replace_from(Quarter limit, LineRows&& other) {
  for (auto& [quarter, old] : quarters_) {
    if (quarter < limit) continue;
    touch(quarter) = QuarterRow();
    old->changed = true;
  }
  for (auto& [quarter, fresh] : other.quarters_) {
    if (quarter < limit) continue;
    QuarterRow& into = touch(quarter);
    into = std::move(*fresh);
    into.changed = true;
  }
}

// What stays the same is left alone, so that a call costs a few bytes in all and not at each of its
// events.
void LineRows::change(const Visit* before, const Visit* after) {
  const auto queued = [](const Visit* v) { return v ? std::optional(v->queued) : std::nullopt; };
  const auto closed = [](const Visit* v) -> std::optional<Instant> {
    if (v == nullptr || v->outcome == Outcome::waiting) return std::nullopt;
    return v->closed;
  };
  const bool same_queueing = queued(before) == queued(after);
  QuarterRow* const old_row = before ? &touch(quarter_of(before->queued)) : nullptr;
  QuarterRow* const new_row = after ? &touch(quarter_of(after->queued)) : nullptr;
  if (before) count_cohort(*old_row, *before, *line_, -1);
  if (after) count_cohort(*new_row, *after, *line_, +1);
  Samples* const old_waits = before ? waits_of(*old_row, *before) : nullptr;
  Samples* const new_waits = after ? waits_of(*new_row, *after) : nullptr;
  if (old_waits != new_waits || !same_queueing || closed(before) != closed(after)) {
    if (old_waits) old_waits->remove(before->wait());
    if (new_waits) new_waits->add(after->wait());
  }
  if (!same_queueing) {
    if (before) step(before->queued, -1);
    if (after) step(after->queued, +1);
  }
  if (closed(before) == closed(after)) return;
  if (closed(before)) close(before->closed, -1);
  if (closed(after)) close(after->closed, +1);
}

void LineRows::step(Instant at, int delta) {
  const Quarter quarter = quarter_of(at);
  touch(quarter).queue.add(at - quarter, delta);
}

void LineRows::close(Instant at, int sign) {
  touch(quarter_of(at)).closed += sign;
  step(at, -sign);
}

void LineRows::count(const Callback& callback, int sign) {
  count_cohort(touch(quarter_of(callback.requested)), callback, *line_, sign);
  if (callback.state == CallbackState::open) return;
  touch(quarter_of(std::max(callback.requested, callback.ended))).callbacks_ended += sign;
}

}  // namespace jono::engine
