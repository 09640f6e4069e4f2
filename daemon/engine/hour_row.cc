// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/hour_row.h"

#include <algorithm>
#include <span>

namespace jono::engine {
namespace {

using Entries = std::span<const LineRows::Entry>;

using Carried = LineRows::Carried;

void add_columns(HourRow& row, const QuarterRow& q) {
  row.offered += q.offered;
  row.answered += q.answered;
  row.abandoned += q.abandoned;
  row.redirected += q.redirected;
  row.lost += q.lost;
  row.waiting += q.waiting;
  row.redirected_callback += q.redirected_callback;
  row.short_abandoned += q.short_abandoned;
  row.answered_in_target += q.answered_in_target;
  row.abandoned_in_target += q.abandoned_in_target;
  row.wait_answered += q.wait_answered;
  row.wait_abandoned += q.wait_abandoned;
  row.wait_redirected += q.wait_redirected;
  row.talk += q.talk;
  row.talks += q.talks;
  row.refused += q.refused;
  row.closed += q.closed;
  row.callbacks_requested += q.callbacks_requested;
  row.callbacks_reached += q.callbacks_reached;
  row.callbacks_closed += q.callbacks_closed;
  row.callbacks_attempted += q.callbacks_attempted;
  row.callbacks_same_day += q.callbacks_same_day;
  row.callbacks_attempted_same_day += q.callbacks_attempted_same_day;
  row.callback_delay += q.callback_delay;
  row.callback_open_delay += q.callback_open_delay;
  row.callback_attempt += q.callback_attempt;
}

Entries within(Entries all, Instant start, Instant end) {
  const auto first = std::ranges::lower_bound(all, quarter_of(start), {}, &LineRows::Entry::first);
  const auto last = std::ranges::lower_bound(
      all, quarter_of(end - Millis(1)) + Quarter::duration(1), {}, &LineRows::Entry::first);
  return {first, last};
}

std::optional<Millis> greatest(Entries quarters, Samples QuarterRow::* samples,
                               std::vector<Millis>& scratch) {
  scratch.clear();
  for (const auto& [when, q] : quarters) (q.get()->*samples).append_to(scratch);
  if (scratch.empty()) return std::nullopt;
  return *std::ranges::max_element(scratch);
}

void add_waits(HourRow& row, Entries quarters) {
  std::vector<Millis> waits;
  row.longest_wait = greatest(quarters, &QuarterRow::waits_other, waits);
  row.callback_longest = greatest(quarters, &QuarterRow::callback_delays, waits);
  waits.clear();
  for (const auto& [when, q] : quarters) q->waits_answered.append_to(waits);
  if (waits.empty()) return;
  row.wait_p50 = nearest_rank_of(waits, 50);
  row.wait_p90 = nearest_rank_of(waits, 90);
  // An absent one is less than any other.
  row.longest_wait = std::max(row.longest_wait, std::optional(*std::ranges::max_element(waits)));
}

// The queue over [row.start, row.end): its integral up to `now`, and its largest length.
void add_queue(HourRow& row, Entries quarters, std::int64_t level, Instant now) {
  const Instant end = std::min(row.end, now);
  Instant at = row.start;
  bool counted = false;
  for (const auto& [when, q] : quarters) {
    const Instant start = when;
    if (start > now) break;
    if (start > at) {
      row.queue += level * (start - at);
      if (!counted || level > row.queue_max) row.queue_max = level;
      counted = true;
    }
    const Millis length = std::min<Millis>(kQuarterLength, now - start);
    const std::int64_t peak =
        level + q->queue.peak(std::min<Millis>(kQuarterLength, length + Millis(1)));
    row.queue_max = counted ? std::max(row.queue_max, peak) : peak;
    counted = true;
    row.queue += level * length + Millis(q->queue.integral(length));
    level += q->queue.net();
    at = start + kQuarterLength;
  }
  if (at < end) row.queue += level * (end - at);
  if (at < end || !counted) row.queue_max = counted ? std::max(row.queue_max, level) : level;
}

HourRow make_row(Entries quarters, Carried& carried, Instant start, Instant end, Instant now) {
  HourRow row{.start = start, .end = end};
  row.carried_in = carried.visits;
  for (const auto& [when, q] : quarters) add_columns(row, *q);
  add_waits(row, quarters);
  add_queue(row, quarters, carried.visits, now);
  for (const auto& [when, q] : quarters) carried.pass(*q);
  row.carried_out = carried.visits;
  row.callbacks_open = row.callbacks_requested - row.callbacks_reached - row.callbacks_closed;
  row.callbacks_waiting_out = carried.callbacks;
  return row;
}

Carried carried_before(const LineRows& rows, Instant start) {
  Carried carried = rows.carried();
  for (const auto& [when, q] : rows.quarters()) {
    if (when >= quarter_of(start)) break;
    carried.pass(*q);
  }
  return carried;
}

// Where the rows at `from` or later begin; nullopt: there are none.
std::optional<Instant> first_start(const LineRows& rows, Instant from) {
  const auto& quarters = rows.quarters();
  if (rows.carried().any && from > kNever) return from;
  const auto first =
      rows.carried().any ? quarters.begin() : std::ranges::find_if(quarters, [](const auto& entry) {
        return begins_rows(*entry.second);
      });
  if (first == quarters.end()) return std::nullopt;
  return std::max<Instant>(first->first, from);
}

}  // namespace

std::vector<HourRow> hour_rows(const LineRows& rows, Instant from, Instant to, Instant now,
                               const CoverageOf& coverage) {
  std::vector<HourRow> out;
  const Entries all = rows.quarters();
  const auto first = first_start(rows, from);
  if (!first) return out;
  const calendar::LineCalendar& calendar = rows.line().calendar;
  Instant start = calendar.zone().hour_start(*first);
  Carried carried = carried_before(rows, start);
  while (start <= now && start < to) {
    const Instant end = calendar.zone().hour_end(start);
    HourRow row = make_row(within(all, start, end), carried, start, end, now);
    row.open = calendar.open_between(start, end);
    row.coverage = coverage(start, std::min(end, std::max(now, start)));
    out.push_back(row);
    start = end;
  }
  return out;
}

HourRow period_row(const LineRows& rows, Instant start, Instant end, Instant now,
                   const CoverageOf& coverage) {
  Carried carried = carried_before(rows, start);
  HourRow row = make_row(within(rows.quarters(), start, end), carried, start, end, now);
  row.open = rows.line().calendar.open_between(start, end);
  row.coverage = coverage(start, std::min(end, std::max(now, start)));
  return row;
}

}  // namespace jono::engine
