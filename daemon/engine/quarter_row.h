// SPDX-License-Identifier: EUPL-1.2
// The columns of one line for one quarter hour of UTC, in a form that quarters can be added up from
// and that a visit or callback can be taken out of again.
#pragma once

#include <cstdint>

#include "daemon/engine/callback.h"
#include "daemon/engine/line_settings.h"
#include "daemon/engine/queue_steps.h"
#include "daemon/engine/samples.h"
#include "daemon/engine/visit.h"

namespace jono::engine {

struct QuarterRow {
  // Visits queued in the quarter.
  std::int64_t offered = 0, answered = 0, abandoned = 0, redirected = 0, lost = 0, waiting = 0;
  std::int64_t redirected_callback = 0, short_abandoned = 0;
  std::int64_t answered_in_target = 0, abandoned_in_target = 0;
  Millis wait_answered{0}, wait_abandoned{0}, wait_redirected{0};
  Samples waits_answered;
  Samples waits_other;  // of the abandoned and redirected
  Millis talk{0};
  std::int64_t talks = 0;

  // The quarter itself.
  std::int64_t refused = 0;
  std::int64_t closed = 0;
  QueueSteps queue;

  // Callbacks requested in the quarter.
  std::int64_t callbacks_requested = 0, callbacks_reached = 0, callbacks_closed = 0;
  std::int64_t callbacks_attempted = 0, callbacks_same_day = 0, callbacks_attempted_same_day = 0;
  Millis callback_delay{0}, callback_open_delay{0}, callback_attempt{0};
  Samples callback_delays;
  std::int64_t callbacks_ended = 0;  // ended in the quarter (at its request, if that is later)

  bool changed = false;  // since it was saved last
};

// Whether a line's rows begin here at the latest: a visit, a refused call or a callback request.
[[nodiscard]] inline bool begins_rows(const QuarterRow& row) {
  return row.offered > 0 || row.refused > 0 || row.callbacks_requested > 0;
}

// The part in its cohort; sign +1 puts it in, -1 takes it out. Of a visit the counts and sums only.
void count_cohort(QuarterRow& row, const Visit& visit, const LineSettings& line, int sign);
void count_cohort(QuarterRow& row, const Callback& callback, const LineSettings& line, int sign);

// Where the wait of such a visit belongs; null: it has none that counts.
[[nodiscard]] Samples* waits_of(QuarterRow& row, const Visit& visit);

}  // namespace jono::engine
