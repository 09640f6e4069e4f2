// SPDX-License-Identifier: EUPL-1.2
// How the callers and the agents of a line behave: the numbers that make waits look real.
#pragma once

#include <chrono>
#include <string_view>

#include "daemon/base/time.h"

namespace jono::simulator {

struct LineModel {
  std::string_view team;  // whose agents answer it; empty: the line's own
  int rank;               // of a team's lines the lowest is served first
  Millis talk;            // mean
  double talk_spread;     // deviation of the logarithm
  Millis wrapup;          // mean, after the talk
  Millis patience;        // mean
  double patience_spread;
  Millis longest_wait;       // then the caller is redirected
  Millis choice;             // mean, until one who wants to be called back says so
  double load;               // what is asked of the agents, of what they can do
  double follow;             // how closely their number follows the demand: 0 not at all, 1 wholly
  double callbacks_by_day;   // of a day's callbacks, those there is time for in opening hours
  double callbacks_evening;  // and in the evening after closing
};

// `line` is an id; one that is not known behaves like any small line.
[[nodiscard]] const LineModel& model_of(std::string_view line);

// The demand of one hour of the day and of one day of the week (Monday is 0) beside the others.
// Monday to Friday come to 5.
[[nodiscard]] double hour_weight(int hour);
[[nodiscard]] double weekday_weight(unsigned weekday);

}  // namespace jono::simulator
