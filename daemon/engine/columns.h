// SPDX-License-Identifier: EUPL-1.2
// The columns of an hour row, and the figures made from them, by their names and in the order of
// the definitions.
#pragma once

#include "daemon/engine/hour_row.h"
#include "daemon/engine/made_figures.h"

namespace jono::engine {

template <class F>
void for_each_call_column(const HourRow& row, F& f) {
  f("offered", row.offered);
  f("answered", row.answered);
  f("abandoned", row.abandoned);
  f("redirected", row.redirected);
  f("lost", row.lost);
  f("waiting", row.waiting);
  f("redirected_callback", row.redirected_callback);
  f("short_abandoned", row.short_abandoned);
  f("answered_in_target", row.answered_in_target);
  f("abandoned_in_target", row.abandoned_in_target);
  f("wait_answered_ms", row.wait_answered);
  f("wait_abandoned_ms", row.wait_abandoned);
  f("wait_redirected_ms", row.wait_redirected);
  f("longest_wait_ms", row.longest_wait);
  f("wait_p50_ms", row.wait_p50);
  f("wait_p90_ms", row.wait_p90);
  f("talk_ms", row.talk);
  f("talks", row.talks);
}

template <class F>
void for_each_load_column(const HourRow& row, F& f) {
  f("refused", row.refused);
  f("carried_in", row.carried_in);
  f("carried_out", row.carried_out);
  f("closed", row.closed);
  f("queue_ms", row.queue);
  f("queue_max", row.queue_max);
  f("open_ms", row.open);
}

template <class F>
void for_each_callback_column(const HourRow& row, F& f) {
  f("callbacks_requested", row.callbacks_requested);
  f("callbacks_reached", row.callbacks_reached);
  f("callbacks_closed", row.callbacks_closed);
  f("callbacks_open", row.callbacks_open);
  f("callbacks_attempted", row.callbacks_attempted);
  f("callbacks_same_day", row.callbacks_same_day);
  f("callbacks_attempted_same_day", row.callbacks_attempted_same_day);
  f("callback_delay_ms", row.callback_delay);
  f("callback_open_delay_ms", row.callback_open_delay);
  f("callback_attempt_ms", row.callback_attempt);
  f("callback_longest_ms", row.callback_longest);
  f("callbacks_waiting_out", row.callbacks_waiting_out);
}

// Calls f(name, value) for each column; a value is an std::int64_t, Millis, std::optional<Millis>
// or double.
template <class F>
void for_each_column(const HourRow& row, F&& f) {
  for_each_call_column(row, f);
  for_each_load_column(row, f);
  for_each_callback_column(row, f);
  f("coverage", row.coverage);
}

// Calls f(name, value) for each figure made from the columns; a value is an std::optional<double>:
// a share 0..1, a number of calls, or milliseconds where the name ends in _ms.
template <class F>
void for_each_made(const HourRow& row, F&& f) {
  f("answer_rate", answer_rate(row));
  f("answer_rate_without_short", answer_rate_without_short(row));
  f("answer_rate_without_callbacks", answer_rate_without_callbacks(row));
  f("wait_mean_answered_ms", wait_mean_answered(row));
  f("wait_mean_all_ms", wait_mean_all(row));
  f("service_level_answered", service_level(row, ServiceLevel::answered));
  f("service_level_offered", service_level(row, ServiceLevel::offered));
  f("service_level_asterisk2", service_level(row, ServiceLevel::asterisk2));
  f("same_day_callbacks", same_day_callbacks(row));
  f("callback_delay_mean_ms", callback_delay_mean(row));
  f("callback_open_delay_mean_ms", callback_open_delay_mean(row));
}

}  // namespace jono::engine
