// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/counters.h"

namespace jono::engine {
namespace {

using std::chrono::seconds;

void count_outcome(LineCounters& c, const Visit& visit, const LineSettings& line) {
  switch (visit.outcome) {
    case Outcome::waiting:
      return;
    case Outcome::lost:
      ++c.lost;
      return;
    case Outcome::answered:
      ++c.answered;
      return c.wait_answered.observe(visit.wait(), kWaitBounds, seconds(1));
    case Outcome::abandoned:
      ++(visit.wait() < line.short_abandon ? c.abandoned_short : c.abandoned);
      return c.wait_abandoned.observe(visit.wait(), kWaitBounds, seconds(1));
    case Outcome::redirected:
      ++c.redirected[std::size_t(visit.reason)];
      return c.wait_redirected.observe(visit.wait(), kWaitBounds, seconds(1));
  }
}

}  // namespace

void LineCounters::count(const CallHistory& before, const CallHistory& after,
                         const LineSettings& line) {
  for (std::size_t i = 0; i < after.visits.size(); ++i) {
    const Visit* old = i < before.visits.size() ? &before.visits[i] : nullptr;
    const Visit& visit = after.visits[i];
    if (old == nullptr) ++offered;
    if (old == nullptr || old->outcome != visit.outcome) count_outcome(*this, visit, line);
    if (visit.ended && (old == nullptr || !old->ended)) {
      talk.observe(*visit.ended - visit.closed, kWaitBounds, seconds(1));
    }
  }
  for (std::size_t i = before.refused.size(); i < after.refused.size(); ++i) {
    ++refused[std::size_t(after.refused[i].reason)];
  }
}

void LineCounters::count(const std::optional<Callback>& before,
                         const std::optional<Callback>& after, const LineSettings& line) {
  if (!after) return;
  if (!before) ++callbacks_requested;
  if (after->attempted && !(before && before->attempted)) {
    delay_attempted.observe(after->since_request(*after->attempted), kCallbackBounds, seconds(1));
  }
  if (before && before->state == after->state) return;
  if (after->state == CallbackState::closed) ++callbacks_closed[std::size_t(after->reason)];
  if (after->state != CallbackState::reached) return;
  const auto due = line.calendar.due_end(after->requested);
  ++(due && after->ended < *due ? callbacks_reached_same_day : callbacks_reached);
  delay_reached.observe(after->since_request(after->ended), kCallbackBounds, seconds(1));
  delay_reached_open.observe(line.calendar.open_between(after->requested, after->ended),
                             kCallbackBounds, seconds(1));
}

}  // namespace jono::engine
