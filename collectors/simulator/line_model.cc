// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/line_model.h"

#include <array>
#include <utility>

namespace jono::simulator {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr LineModel kUsual{.team = {},
                           .rank = 0,
                           .talk = seconds(240),
                           .talk_spread = 0.7,
                           .wrapup = seconds(60),
                           .patience = minutes(12),
                           .patience_spread = 1.0,
                           .longest_wait = minutes(60),
                           .choice = seconds(40),
                           .load = 0.6,
                           .follow = 0.9,
                           .callbacks_by_day = 1.6,
                           .callbacks_evening = 1.5};

constexpr std::string_view kNurses = "nurses";

constexpr LineModel nurses() {
  LineModel out = kUsual;
  out.team = kNurses;
  out.rank = 1;
  out.talk = seconds(300);
  out.wrapup = seconds(90);
  out.patience = minutes(60);
  out.choice = seconds(75);
  out.load = 1.30;
  out.follow = 0.6;
  out.callbacks_by_day = 0.237;
  out.callbacks_evening = 1.15;
  return out;
}

// The nurses' other line, which goes first.
constexpr LineModel seniors() {
  LineModel out = kUsual;
  out.team = kNurses;
  return out;
}

constexpr LineModel switchboard() {
  LineModel out = kUsual;
  out.talk = seconds(45);
  out.talk_spread = 0.6;
  out.wrapup = seconds(10);
  out.patience = seconds(145);
  out.longest_wait = minutes(15);
  out.load = 0.7;
  return out;
}

constexpr LineModel social_care() {
  LineModel out = kUsual;
  out.talk = seconds(600);
  out.wrapup = seconds(180);
  return out;
}

constexpr std::array<std::pair<std::string_view, LineModel>, 4> kModels{
    {{"aspa", nurses()},
     {"seniorilinja", seniors()},
     {"sosiaalihuolto", social_care()},
     {"vaihde", switchboard()}}};

constexpr std::array<double, 24> kHours{0.03, 0.03, 0.03, 0.03, 0.03, 0.04, 0.10, 0.35,
                                        1.30, 1.28, 1.12, 0.95, 0.88, 0.93, 0.82, 0.60,
                                        0.36, 0.28, 0.22, 0.18, 0.12, 0.08, 0.05, 0.04};

constexpr std::array<double, 7> kWeekdays{1.24, 1.02, 0.96, 0.93, 0.85, 0.40, 0.30};

}  // namespace

const LineModel& model_of(std::string_view line) {
  for (const auto& [name, model] : kModels) {
    if (name == line) return model;
  }
  return kUsual;
}

double hour_weight(int hour) { return kHours.at(static_cast<std::size_t>(hour)); }
double weekday_weight(unsigned weekday) { return kWeekdays.at(weekday); }

}  // namespace jono::simulator
