// SPDX-License-Identifier: EUPL-1.2
#include "alerting/prometheus/service_levels.h"

#include <array>
#include <string_view>

namespace jono::alerting {
namespace {

// A share or a mean; @ stands for the gauges' prefix.
struct Level {
  std::string_view name;
  std::string_view part;
  std::string_view whole;
};

constexpr std::array<Level, 11> kLevels = {{
    {"answer_rate", "@answered", "@offered - @waiting"},
    {"answer_rate_without_short", "@answered", "@offered - @waiting - @short_abandoned"},
    {"answer_rate_without_callbacks", "@answered", "@offered - @waiting - @redirected_callback"},
    {"wait_mean_answered_seconds", "@wait_answered_seconds", "@answered"},
    {"wait_mean_all_seconds",
     "(@wait_answered_seconds + @wait_abandoned_seconds + @wait_redirected_seconds)",
     "@answered + @abandoned + @redirected"},
    {"service_level_answered", "@answered_in_target", "@answered"},
    {"service_level_offered", "@answered_in_target", "@offered - @waiting - @short_abandoned"},
    {"service_level_asterisk2", "(@answered_in_target + @abandoned_in_target)",
     "@answered + @abandoned"},
    {"same_day_callbacks", "@callbacks_same_day", "@callbacks_requested"},
    {"callback_delay_mean_seconds", "@callback_delay_seconds", "@callbacks_reached"},
    {"callback_open_delay_mean_seconds", "@callback_open_delay_seconds", "@callbacks_reached"},
}};

std::string with_prefix(std::string_view formula, const std::string& prefix) {
  std::string out;
  for (const char c : formula) {
    if (c == '@') {
      out += prefix;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::vector<Recording> service_levels() {
  std::vector<Recording> out;
  for (const std::string period : {"day", "hour"}) {
    const std::string prefix = "jonovahti_" + period + "_";
    for (const Level& level : kLevels) {
      out.push_back(
          {"jonovahti:" + period + "_" + std::string(level.name),
           with_prefix(level.part, prefix) + " / (" + with_prefix(level.whole, prefix) + " > 0)"});
    }
  }
  // An hour that is not over has no length to divide by.
  out.push_back({"jonovahti:day_queue_mean",
                 "jonovahti_day_queue_seconds / (jonovahti_day_open_seconds > 0)"});
  return out;
}

}  // namespace jono::alerting
