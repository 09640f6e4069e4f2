// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <iterator>

#include "daemon/engine/hour_row.h"

namespace jono::engine {
namespace {

class Columns {
 public:
  explicit Columns(std::string& out) : out_(out) {}

  void operator()(std::string_view name, std::int64_t value) {
    fmt::format_to(std::back_inserter(out_), R"(,"{}":{})", name, value);
  }
  void operator()(std::string_view name, Millis value) { (*this)(name, value.count()); }
  void operator()(std::string_view name, std::optional<Millis> value) {
    if (value) return (*this)(name, *value);
    fmt::format_to(std::back_inserter(out_), R"(,"{}":null)", name);
  }
  void operator()(std::string_view name, double value) {
    fmt::format_to(std::back_inserter(out_), R"(,"{}":{})", name, value);
  }

 private:
  std::string& out_;
};

void print_calls(Columns& put, const HourRow& row) {
  put("offered", row.offered);
  put("answered", row.answered);
  put("abandoned", row.abandoned);
  put("redirected", row.redirected);
  put("lost", row.lost);
  put("waiting", row.waiting);
  put("redirected_callback", row.redirected_callback);
  put("short_abandoned", row.short_abandoned);
  put("answered_in_target", row.answered_in_target);
  put("abandoned_in_target", row.abandoned_in_target);
  put("wait_answered_ms", row.wait_answered);
  put("wait_abandoned_ms", row.wait_abandoned);
  put("wait_redirected_ms", row.wait_redirected);
  put("longest_wait_ms", row.longest_wait);
  put("wait_p50_ms", row.wait_p50);
  put("wait_p90_ms", row.wait_p90);
  put("talk_ms", row.talk);
  put("talks", row.talks);
}

void print_load(Columns& put, const HourRow& row) {
  put("refused", row.refused);
  put("carried_in", row.carried_in);
  put("carried_out", row.carried_out);
  put("closed", row.closed);
  put("queue_ms", row.queue);
  put("queue_max", row.queue_max);
  put("open_ms", row.open);
}

void print_callbacks(Columns& put, const HourRow& row) {
  put("callbacks_requested", row.callbacks_requested);
  put("callbacks_reached", row.callbacks_reached);
  put("callbacks_closed", row.callbacks_closed);
  put("callbacks_open", row.callbacks_open);
  put("callbacks_attempted", row.callbacks_attempted);
  put("callbacks_same_day", row.callbacks_same_day);
  put("callbacks_attempted_same_day", row.callbacks_attempted_same_day);
  put("callback_delay_ms", row.callback_delay);
  put("callback_open_delay_ms", row.callback_open_delay);
  put("callback_attempt_ms", row.callback_attempt);
  put("callback_longest_ms", row.callback_longest);
  put("callbacks_waiting_out", row.callbacks_waiting_out);
}

}  // namespace

void print_hour(std::string_view line, const calendar::Zone& zone, const HourRow& row,
                std::string& out) {
  fmt::format_to(std::back_inserter(out), R"({{"line":"{}","hour":"{}")", line,
                 zone.format(row.start));
  Columns put(out);
  print_calls(put, row);
  print_load(put, row);
  print_callbacks(put, row);
  put("coverage", row.coverage);
  out += '}';
}

}  // namespace jono::engine
