// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/quarter_row.h"

namespace jono::engine {
namespace {

void count_answered(QuarterRow& row, const Visit& visit, bool in_target, int sign) {
  row.answered += sign;
  row.answered_in_target += in_target ? sign : 0;
  row.wait_answered += sign * visit.wait();
  if (!visit.ended) return;
  row.talk += sign * (*visit.ended - visit.closed);
  row.talks += sign;
}

void count_abandoned(QuarterRow& row, const Visit& visit, bool in_target, bool is_short, int sign) {
  row.abandoned += sign;
  row.short_abandoned += is_short ? sign : 0;
  row.abandoned_in_target += in_target ? sign : 0;
  row.wait_abandoned += sign * visit.wait();
}

void count_redirected(QuarterRow& row, const Visit& visit, int sign) {
  row.redirected += sign;
  row.redirected_callback += visit.reason == RedirectReason::callback ? sign : 0;
  row.wait_redirected += sign * visit.wait();
}

}  // namespace

void count_cohort(QuarterRow& row, const Visit& visit, const LineSettings& line, int sign) {
  row.offered += sign;
  switch (visit.outcome) {
    case Outcome::waiting:
      row.waiting += sign;
      return;
    case Outcome::lost:
      row.lost += sign;
      return;
    case Outcome::redirected:
      return count_redirected(row, visit, sign);
    case Outcome::answered:
      return count_answered(row, visit, visit.wait() <= line.wait_target.at(visit.queued), sign);
    case Outcome::abandoned:
      return count_abandoned(row, visit, visit.wait() <= line.wait_target.at(visit.queued),
                             visit.wait() < line.short_abandon, sign);
  }
}

Samples* waits_of(QuarterRow& row, const Visit& visit) {
  if (visit.outcome == Outcome::answered) return &row.waits_answered;
  const bool other = visit.outcome == Outcome::abandoned || visit.outcome == Outcome::redirected;
  return other ? &row.waits_other : nullptr;
}

void count_cohort(QuarterRow& row, const Callback& callback, const LineSettings& line, int sign) {
  row.callbacks_requested += sign;
  const auto due = callback.attempted ? line.calendar.due_end(callback.requested) : std::nullopt;
  if (callback.attempted) {
    row.callbacks_attempted += sign;
    row.callbacks_attempted_same_day += due && *callback.attempted < *due ? sign : 0;
    row.callback_attempt += sign * callback.since_request(*callback.attempted);
  }
  if (callback.state == CallbackState::closed) row.callbacks_closed += sign;
  if (callback.state != CallbackState::reached) return;
  const Millis delay = callback.since_request(callback.ended);
  row.callbacks_reached += sign;
  row.callbacks_same_day += due && callback.ended < *due ? sign : 0;
  row.callback_delay += sign * delay;
  row.callback_open_delay += sign * line.calendar.open_between(callback.requested, callback.ended);
  sign > 0 ? row.callback_delays.add(delay) : row.callback_delays.remove(delay);
}

}  // namespace jono::engine
