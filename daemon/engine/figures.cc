// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/figures.h"

#include <algorithm>

namespace jono::engine {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes kPaceTime{60};

// The same weekday and hour of the last 8 open weeks, holidays left out; absent with fewer than 4.
constexpr std::size_t kWeeks = 8;
constexpr std::size_t kFewest = 4;

double median(std::vector<double>& values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

void add_callbacks(LineFigures& out, const Engine& engine, LineId line, Recent& recent,
                   Instant now) {
  const LineSettings& settings = engine.settings(line);
  const calendar::Zone& zone = settings.calendar.zone();
  const Instant day_end = zone.day_end(zone.date_of(now));
  engine.for_each_open_callback(line, [&](const OpenNode& node) {
    ++out.callbacks_open;
    if (!out.oldest_callback || node.since < *out.oldest_callback) out.oldest_callback = node.since;
    if (node.due_end == day_end) ++out.callbacks_due_today;
    if (node.due_end && *node.due_end <= now) ++out.callbacks_overdue;
    if (node.missing) ++out.callbacks_unlisted;
  });
  const Instant pace_from = open_time_back(settings.calendar, now, kPaceTime);
  recent.forget_reached_before(pace_from);
  const double per_minute =
      static_cast<double>(recent.reached_since(pace_from)) / double(kPaceTime.count());
  const double minutes_left =
      static_cast<double>(settings.calendar.open_between(now, day_end).count()) / 60'000;
  out.callbacks_at_risk =
      std::max(0.0, static_cast<double>(out.callbacks_due_today) - per_minute * minutes_left);
}

}  // namespace

Instant open_time_back(const calendar::LineCalendar& calendar, Instant now, Millis length) {
  // Whole days back until there is enough, then the exact instant by bisection.
  Instant from = now;
  const Instant earliest = now - std::chrono::days(14);
  while (from > earliest && calendar.open_between(from, now) < length) from -= hours(12);
  Instant to = now;
  while (to - from > Millis(1)) {
    const Instant middle = from + (to - from) / 2;
    (calendar.open_between(middle, now) >= length ? from : to) = middle;
  }
  return from;
}

// Weeks count back from now until there are eight in which the line was open at that hour.
std::optional<Usual> usual_at(const LineRows& rows, Instant now) {
  const calendar::LineCalendar& calendar = rows.line().calendar;
  const calendar::Zone& zone = calendar.zone();
  const calendar::LocalDate today = zone.date_of(now);
  const Millis since_midnight = zone.hour_start(now) - zone.day_start(today);
  if (rows.quarters().empty()) return std::nullopt;
  const Instant first = rows.quarters().front().first;
  std::vector<double> offered, queue_mean;
  for (int week = 1; offered.size() < kWeeks; ++week) {
    const calendar::LocalDate day = today - std::chrono::days(7 * week);
    const Instant start = zone.day_start(day) + since_midnight;
    const Instant end = start + hours(1);
    if (end <= first) break;
    if (calendar::finnish_holiday(day) || calendar.open_between(start, end) == Millis(0)) continue;
    const HourRow row = period_row(rows, start, end, now, [](Instant, Instant) { return 1.0; });
    offered.push_back(static_cast<double>(row.offered));
    queue_mean.push_back(static_cast<double>(row.queue.count()) /
                         static_cast<double>(Millis(hours(1)).count()));
  }
  if (offered.size() < kFewest) return std::nullopt;
  return Usual{median(offered), median(queue_mean)};
}

LineFigures figures_now(const Engine& engine, LineId line, Recent& recent, Instant now,
                        std::vector<Millis>& scratch) {
  LineFigures out;
  const auto queue = engine.queue(line);
  out.queue_length = queue.length;
  out.oldest_waiting = queue.oldest;
  for (std::size_t i = 0; i < kWindows.size(); ++i) {
    out.windows[i] = recent.window(now, kWindows[i], engine.settings(line), scratch);
  }
  add_callbacks(out, engine, line, recent, now);
  return out;
}

}  // namespace jono::engine
