// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/parts.h"

namespace jono::metrics {
namespace {

using engine::CallbackHistogram;
using engine::LineCounters;
using engine::LineSnapshot;

constexpr auto kBounds = bounds_in_seconds(engine::kCallbackBounds, std::chrono::seconds(1));

void add_delays(Families& out, const Scrape& scrape) {
  Family delay = Family::histogram(
      "callback_delay_seconds",
      "From a callback's request to its first attempt, and to the customer being reached.");
  for_each_line(scrape, [&](const std::string& id, const LineSnapshot& line) {
    const auto observe = [&](const char* mark, const CallbackHistogram& delays) {
      delay.add({{"line", id}, {"mark", mark}}, delays.buckets, kBounds, *seconds(delays.sum));
    };
    observe("attempted", line.counters.delay_attempted);
    observe("reached", line.counters.delay_reached);
    observe("reached_open_hours", line.counters.delay_reached_open);
  });
  delay.move_to(out);
}

}  // namespace

void add_callback_counters(Families& out, const Scrape& scrape) {
  Family requested = Family::counter("callbacks_requested_total", "Callbacks requested.");
  Family attempted =
      Family::counter("callbacks_attempted_total", "Attempts that reached nobody, by result.");
  Family reached = Family::counter("callbacks_reached_total",
                                   "Callbacks whose customer was reached; same_day: when due.");
  Family closed = Family::counter("callbacks_closed_total",
                                  "Callbacks closed without being reached, by reason.");
  for_each_line(scrape, [&](const std::string& id, const LineSnapshot& line) {
    const LineCounters& c = line.counters;
    requested.add({{"line", id}}, number(c.callbacks_requested));
    add_each<AttemptResult>(attempted, {"line", id}, "result", c.callbacks_attempted);
    reached.add({{"line", id}, {"same_day", "false"}}, number(c.callbacks_reached));
    reached.add({{"line", id}, {"same_day", "true"}}, number(c.callbacks_reached_same_day));
    add_each<CallbackCloseReason>(closed, {"line", id}, "reason", c.callbacks_closed);
  });
  for (Family* family : {&requested, &attempted, &reached, &closed}) family->move_to(out);
  add_delays(out, scrape);
}

}  // namespace jono::metrics
