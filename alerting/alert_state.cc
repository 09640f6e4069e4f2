// SPDX-License-Identifier: EUPL-1.2
#include "alerting/alert_state.h"

#include <array>

namespace jono::alerting {
namespace {

Change fire(AlertState& state, Instant now) {
  state.phase = Phase::firing;
  state.fired = now;
  state.calm_since.reset();
  return {Step::fired, Reason::lasted};
}

Change end(AlertState& state, Step step, Reason reason) {
  state = {};
  return {step, reason};
}

Change step_inactive(AlertState& state, Millis wait, const Look& look, Instant now) {
  if (!look.known || !look.breach) return {};
  state.breached = now;
  if (wait <= Millis(0)) return fire(state, now);
  state.phase = Phase::pending;
  return {Step::pending, Reason::breach};
}

Change step_pending(AlertState& state, Millis wait, const Look& look, Instant now) {
  if (!look.known) return end(state, Step::dropped, Reason::no_data);
  if (!look.breach) return end(state, Step::dropped, Reason::no_breach);
  return now - state.breached >= wait ? fire(state, now) : Change{};
}

Change step_firing(AlertState& state, Millis keep, const Look& look, Instant now) {
  const bool calm = look.known && look.clear && look.settled;
  if (!calm) {
    if (!state.calm_since) return {};
    state.calm_since.reset();
    return {Step::held, look.known ? Reason::breach : Reason::no_data};
  }
  const bool begins = !state.calm_since;
  if (begins) state.calm_since = now;
  if (now - *state.calm_since >= keep) return end(state, Step::resolved, Reason::kept);
  return begins ? Change{Step::calming, Reason::clear} : Change{};
}

}  // namespace

std::string_view name_of(Step step) {
  constexpr std::array<std::string_view, 8> kNames = {"none",    "pending", "dropped",  "fired",
                                                      "calming", "held",    "resolved", "closed"};
  return kNames[std::size_t(step)];
}

std::string_view name_of(Reason reason) {
  constexpr std::array<std::string_view, 8> kNames = {"none",    "breach", "lasted", "no_breach",
                                                      "no_data", "clear",  "kept",   "hours"};
  return kNames[std::size_t(reason)];
}

Change step(AlertState& state, Millis wait, Millis keep, const Look& look, Instant now) {
  if (!look.in_hours) {
    switch (state.phase) {
      case Phase::inactive:
        return {};
      case Phase::pending:
        return end(state, Step::dropped, Reason::hours);
      case Phase::firing:
        return end(state, Step::closed, Reason::hours);
    }
  }
  switch (state.phase) {
    case Phase::inactive:
      return step_inactive(state, wait, look, now);
    case Phase::pending:
      return step_pending(state, wait, look, now);
    case Phase::firing:
      break;
  }
  return step_firing(state, keep, look, now);
}

}  // namespace jono::alerting
