// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/made_figures.h"

namespace jono::engine {
namespace {

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::optional<double> answer_rate(const HourRow& row) {
  return ratio(row.answered, row.offered - row.waiting);
}

std::optional<double> answer_rate_without_short(const HourRow& row) {
  return ratio(row.answered, row.offered - row.waiting - row.short_abandoned);
}

std::optional<double> answer_rate_without_callbacks(const HourRow& row) {
  return ratio(row.answered, row.offered - row.waiting - row.redirected_callback);
}

std::optional<double> service_level(const HourRow& row, ServiceLevel formula) {
  switch (formula) {
    case ServiceLevel::answered:
      return ratio(row.answered_in_target, row.answered);
    case ServiceLevel::offered:
      return ratio(row.answered_in_target, row.offered - row.waiting - row.short_abandoned);
    case ServiceLevel::asterisk2:
      return ratio(row.answered_in_target + row.abandoned_in_target, row.answered + row.abandoned);
  }
  return std::nullopt;
}

std::optional<double> same_day_callbacks(const HourRow& row) {
  return ratio(row.callbacks_same_day, row.callbacks_requested);
}

std::optional<double> wait_mean_answered(const HourRow& row) {
  return ratio(row.wait_answered.count(), row.answered);
}

std::optional<double> wait_mean_all(const HourRow& row) {
  return ratio((row.wait_answered + row.wait_abandoned + row.wait_redirected).count(),
               row.answered + row.abandoned + row.redirected);
}

std::optional<double> callback_delay_mean(const HourRow& row) {
  return ratio(row.callback_delay.count(), row.callbacks_reached);
}

std::optional<double> callback_open_delay_mean(const HourRow& row) {
  return ratio(row.callback_open_delay.count(), row.callbacks_reached);
}

std::optional<double> queue_mean(const HourRow& row, Millis time) {
  return ratio(row.queue.count(), time.count());
}

}  // namespace jono::engine
