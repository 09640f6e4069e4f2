// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/line_record.h"

#include <algorithm>

#include "daemon/engine/coverage.h"

namespace jono::engine {
namespace {

using Entries = std::span<const LineRows::Entry>;

void add_counts(HourRow& to, const HourRow& row) {
  to.offered += row.offered;
  to.answered += row.answered;
  to.abandoned += row.abandoned;
  to.redirected += row.redirected;
  to.lost += row.lost;
  to.waiting += row.waiting;
  to.redirected_callback += row.redirected_callback;
  to.short_abandoned += row.short_abandoned;
  to.answered_in_target += row.answered_in_target;
  to.abandoned_in_target += row.abandoned_in_target;
  to.talks += row.talks;
  to.refused += row.refused;
  to.carried_in += row.carried_in;
  to.carried_out += row.carried_out;
  to.closed += row.closed;
  to.callbacks_requested += row.callbacks_requested;
  to.callbacks_reached += row.callbacks_reached;
  to.callbacks_closed += row.callbacks_closed;
  to.callbacks_open += row.callbacks_open;
  to.callbacks_attempted += row.callbacks_attempted;
  to.callbacks_same_day += row.callbacks_same_day;
  to.callbacks_attempted_same_day += row.callbacks_attempted_same_day;
  to.callbacks_waiting_out += row.callbacks_waiting_out;
}

void add_times(HourRow& to, const HourRow& row) {
  to.wait_answered += row.wait_answered;
  to.wait_abandoned += row.wait_abandoned;
  to.wait_redirected += row.wait_redirected;
  to.talk += row.talk;
  to.queue += row.queue;
  to.open += row.open;
  to.callback_delay += row.callback_delay;
  to.callback_open_delay += row.callback_open_delay;
  to.callback_attempt += row.callback_attempt;
  // An absent one is less than any other.
  to.longest_wait = std::max(to.longest_wait, row.longest_wait);
  to.callback_longest = std::max(to.callback_longest, row.callback_longest);
}

// [start, end) begins and ends with a quarter: it is made of hours of some zone.
Entries within(const LineRows& rows, Instant start, Instant end) {
  const std::vector<LineRows::Entry>& all = rows.quarters();
  return {std::ranges::lower_bound(all, quarter_of(start), {}, &LineRows::Entry::first),
          std::ranges::lower_bound(all, quarter_of(end), {}, &LineRows::Entry::first)};
}

void count_waits(WaitCounts& counts, const Samples& samples, std::vector<Millis>& scratch) {
  scratch.clear();
  samples.append_to(scratch);
  for (const Millis wait : scratch) {
    const auto* bound = std::ranges::find_if(kWaitBounds, [wait](std::int64_t seconds) {
      return wait <= std::chrono::seconds(seconds);
    });
    ++counts[std::size_t(bound - kWaitBounds.begin())];
  }
}

}  // namespace

std::vector<HourRow> LineRecord::hours(Instant from, Instant to) const {
  return hour_rows(rows, from, to, now,
                   [this](Instant a, Instant b) { return covered_share(gaps, a, b); });
}

HourRow LineRecord::period(Instant start, Instant end) const {
  return period_row(rows, start, end, now,
                    [this](Instant a, Instant b) { return covered_share(gaps, a, b); });
}

void add_sums(HourRow& to, const HourRow& row) {
  add_counts(to, row);
  add_times(to, row);
}

bool LineRecord::begun(Instant end) const { return rows.begins_before(end); }

HourRow united_row(std::span<const LineRecord* const> lines, Instant start, Instant end) {
  HourRow out{.start = start, .end = end};
  std::vector<Millis> waits;
  double covered = 0;
  for (const LineRecord* line : lines) {
    const HourRow row = line->period(start, end);
    add_sums(out, row);
    covered += row.coverage;
    for (const auto& [when, q] : within(line->rows, start, end)) q->waits_answered.append_to(waits);
  }
  if (!lines.empty()) out.coverage = covered / static_cast<double>(lines.size());
  if (waits.empty()) return out;
  out.wait_p50 = nearest_rank_of(waits, 50);
  out.wait_p90 = nearest_rank_of(waits, 90);
  return out;
}

WaitDistribution wait_distribution(const LineRows& rows, Instant start, Instant end) {
  WaitDistribution out;
  std::vector<Millis> scratch;
  for (const auto& [when, q] : within(rows, start, end)) {
    count_waits(out.answered, q->waits_answered, scratch);
    count_waits(out.other, q->waits_other, scratch);
  }
  return out;
}

}  // namespace jono::engine
