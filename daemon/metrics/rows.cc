// SPDX-License-Identifier: EUPL-1.2
#include <string>
#include <variant>

#include "daemon/base/overload.h"
#include "daemon/metrics/parts.h"

namespace jono::metrics {
namespace {

using engine::HourRow;

using Member = std::variant<std::int64_t HourRow::*, Millis HourRow::*,
                            std::optional<Millis> HourRow::*, double HourRow::*>;

struct Column {
  std::string_view name;
  std::string_view help;
  Member member;
};

constexpr Column kColumns[] = {
    {"offered", "calls queued in it", &HourRow::offered},
    {"answered", "of those queued in it, answered", &HourRow::answered},
    {"abandoned", "of those queued in it, abandoned", &HourRow::abandoned},
    {"redirected", "of those queued in it, redirected", &HourRow::redirected},
    {"lost", "of those queued in it, lost track of", &HourRow::lost},
    {"waiting", "of those queued in it, waiting still", &HourRow::waiting},
    {"redirected_callback", "redirected ones that chose a callback", &HourRow::redirected_callback},
    {"short_abandoned", "abandoned ones that waited very shortly", &HourRow::short_abandoned},
    {"answered_in_target", "answered ones within the wait target", &HourRow::answered_in_target},
    {"abandoned_in_target", "abandoned ones within the wait target", &HourRow::abandoned_in_target},
    {"wait_answered_seconds", "sum of the waits of answered ones", &HourRow::wait_answered},
    {"wait_abandoned_seconds", "sum of the waits of abandoned ones", &HourRow::wait_abandoned},
    {"wait_redirected_seconds", "sum of the waits of redirected ones", &HourRow::wait_redirected},
    {"longest_wait_seconds", "longest wait of those queued in it that ended",
     &HourRow::longest_wait},
    {"wait_p50_seconds", "median of the waits of answered ones", &HourRow::wait_p50},
    {"wait_p90_seconds", "90th percentile of the waits of answered ones", &HourRow::wait_p90},
    {"talk_seconds", "sum of the ended talks of answered ones", &HourRow::talk},
    {"talks", "ended talks of answered ones", &HourRow::talks},
    {"refused", "calls not let into the queue", &HourRow::refused},
    {"carried_in", "calls that waited when it began", &HourRow::carried_in},
    {"carried_out", "calls that waited when it ended", &HourRow::carried_out},
    {"closed", "calls whose wait ended in it, whenever queued", &HourRow::closed},
    {"queue_seconds", "integral of the queue length over it", &HourRow::queue},
    {"queue_max", "largest number of calls waiting at one instant", &HourRow::queue_max},
    {"open_seconds", "opening time inside it", &HourRow::open},
    {"callbacks_requested", "callbacks requested in it", &HourRow::callbacks_requested},
    {"callbacks_reached", "of those requested in it, reached", &HourRow::callbacks_reached},
    {"callbacks_closed", "of those requested in it, closed unreached", &HourRow::callbacks_closed},
    {"callbacks_open", "of those requested in it, open still", &HourRow::callbacks_open},
    {"callbacks_attempted", "of those requested in it, attempted at least once",
     &HourRow::callbacks_attempted},
    {"callbacks_same_day", "of those requested in it, reached by their due day",
     &HourRow::callbacks_same_day},
    {"callbacks_attempted_same_day", "of those requested in it, attempted by their due day",
     &HourRow::callbacks_attempted_same_day},
    {"callback_delay_seconds", "sum of the delays from request to reaching",
     &HourRow::callback_delay},
    {"callback_open_delay_seconds", "sum of the open time from request to reaching",
     &HourRow::callback_open_delay},
    {"callback_attempt_seconds", "sum of the delays from request to first attempt",
     &HourRow::callback_attempt},
    {"callback_longest_seconds", "longest delay from request to reaching",
     &HourRow::callback_longest},
    {"callbacks_waiting_out", "callbacks open when it ended", &HourRow::callbacks_waiting_out},
    {"coverage", "share of it in which every source was connected and whole", &HourRow::coverage},
};

Value value_of(const HourRow& row, const Member& member) {
  return std::visit(Overload{[&](std::int64_t HourRow::* m) { return number(row.*m); },
                             [&](double HourRow::* m) { return number(row.*m); },
                             [&](auto m) { return seconds(row.*m); }},
                    member);
}

}  // namespace

void add_rows(Families& out, const Scrape& scrape) {
  for (const Column& column : kColumns) {
    Family hour = Family::gauge("hour_" + std::string(column.name),
                                "Of the local hour: " + std::string(column.help) + ".");
    Family day = Family::gauge("day_" + std::string(column.name),
                               "Of the local day so far: " + std::string(column.help) + ".");
    for_each_line(scrape, [&](const std::string& id, const engine::LineSnapshot& line) {
      hour.add({{"line", id}, {"hour", "current"}}, value_of(line.hour, column.member));
      hour.add({{"line", id}, {"hour", "previous"}}, value_of(line.previous_hour, column.member));
      day.add({{"line", id}}, value_of(line.day, column.member));
    });
    hour.move_to(out);
    day.move_to(out);
  }
}

}  // namespace jono::metrics
