// SPDX-License-Identifier: EUPL-1.2
// A small moment with something of everything, and looks into the text made of it.
#pragma once

#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "daemon/metrics/exposition.h"

namespace jono::metrics {

struct Moment {
  MetricsContext context;
  engine::Snapshot snapshot;
  DaemonStats daemon;
  ProcessStats process{12.5, 30 << 20, 17};
  AlertView alerts;
  Instant now{Millis(1'795'416'300'500)};

  [[nodiscard]] std::string text() const {
    return exposition({context, snapshot, daemon, process, alerts, now});
  }
};

inline engine::LineCounters busy_counters() {
  using std::chrono::seconds;
  engine::LineCounters c;
  c.offered = 9;
  c.answered = 4;
  c.abandoned = 2;
  c.abandoned_short = 1;
  c.redirected[std::size_t(RedirectReason::callback)] = 1;
  c.refused[std::size_t(RefusedReason::full)] = 3;
  for (const int wait : {5, 6, 61, 9000}) {
    c.wait_answered.observe(seconds(wait), engine::kWaitBounds, seconds(1));
  }
  c.callbacks_requested = 2;
  c.callbacks_reached_same_day = 1;
  c.callbacks_attempted[std::size_t(AttemptResult::busy)] = 2;
  c.callbacks_closed[std::size_t(CallbackCloseReason::purged)] = 1;
  c.delay_reached.observe(seconds(301), engine::kCallbackBounds, seconds(1));
  return c;
}

inline engine::LineFigures busy_figures(Instant now) {
  engine::LineFigures f;
  f.queue_length = 3;
  f.oldest_waiting = now - Millis(90'250);
  f.windows[0] = {.offered = 5,
                  .answered = 2,
                  .abandoned = 1,
                  .wait_mean = Millis(412'001),
                  .wait_p90 = Millis(600'000),
                  .answer_rate = 0.75,
                  .service_level = 0.5,
                  .callbacks_purged = 1};
  f.windows[1].offered = 6;
  f.callbacks_open = 1;
  f.oldest_callback = now - std::chrono::hours(2);
  f.callbacks_due_today = 1;
  f.callbacks_at_risk = 0.5;
  f.usual_offered = 14.5;
  f.agents = {2, 1, 0, 1};
  return f;
}

inline engine::LineSnapshot busy_line(Instant now) {
  engine::LineSnapshot line;
  line.counters = busy_counters();
  line.figures = busy_figures(now);
  line.hour.offered = 7;
  line.hour.wait_answered = Millis(72'500);
  line.hour.longest_wait = Millis(61'000);
  line.hour.queue_max = 4;
  line.previous_hour.offered = 21;
  line.day.offered = 28;
  line.day.coverage = 0.875;
  line.open = true;
  line.agents_known = true;
  line.coverage = 0.75;
  return line;
}

inline engine::SourceStatus busy_source(Instant now) {
  engine::SourceStatus source;
  source.counters.events[std::size_t(EventType::call_queued)] = 9;
  source.counters.rejected[std::size_t(RefusalReason::bad_at)] = 1;
  source.counters.late = 2;
  source.counters.event_delay.observe(Millis(120), engine::kDelayBounds, Millis(1));
  source.last_event = now - Millis(1'500);
  source.silent_since = now - Millis(250);
  source.up = true;
  source.up_since = now - std::chrono::minutes(5);
  source.skew = Millis(-40);
  source.event_delay_p90 = Millis(1'250);
  source.rejected_lately = 3;
  return source;
}

inline AlertView busy_alerts() {
  return {.alerts = {{.alert = "QueueLong",
                      .kind = "line",
                      .subject = "aspa",
                      .severity = "page",
                      .state = AlertNow::firing,
                      .acknowledged = true},
                     {.alert = "SourceSilent",
                      .kind = "source",
                      .subject = "pbx",
                      .severity = "ticket",
                      .state = AlertNow::unknown,
                      .in_hours = false}},
          .silences = 2,
          .notifications = {{"oncall", "delivered", 4}, {"oncall", "failed", 1}},
          .certificates = {{"oncall", Instant(std::chrono::seconds(2'000'000'000))}}};
}

// One line, one source, one backlog, two alerts.
inline Moment busy_moment() {
  Moment m;
  m.context = {{{"aspa", "puhelinpalvelu", std::chrono::minutes(5), 1, 0.9}},
               {{"pbx", std::chrono::minutes(2)}},
               {{"sanelu", std::chrono::hours(24), {}}},
               "1.2.3"};
  m.snapshot.now = m.now - Millis(200);
  m.snapshot.lines = {std::make_shared<engine::LineSnapshot>(busy_line(m.now))};
  m.snapshot.sources = {busy_source(m.now)};
  m.snapshot.backlogs[{BacklogId{0}, BacklogClass::urgent}] = {SourceId{0}, m.now, 12,
                                                               m.now - std::chrono::hours(30)};
  m.alerts = busy_alerts();
  m.daemon.journal_sync.observe(std::chrono::microseconds(1'200));
  m.daemon.journal_bytes = 4096;
  m.daemon.disk_free_bytes = 1 << 30;
  m.daemon.dead_letters = 1;
  m.daemon.started = m.now - std::chrono::hours(1);
  return m;
}

// One line and one source of which nothing is known.
inline Moment quiet_moment() {
  Moment m;
  m.context = {{{"aspa", "", std::chrono::minutes(5), 1, 0.9}}, {{"pbx"}}, {}, "1.2.3"};
  m.snapshot.now = m.now;
  m.snapshot.lines = {std::make_shared<engine::LineSnapshot>()};
  m.snapshot.sources = {{}};
  return m;
}

// The same with other words for its line.
template <class Change>
Moment with_line(Moment m, Change change) {
  auto line = std::make_shared<engine::LineSnapshot>(*m.snapshot.lines[0]);
  change(*line);
  m.snapshot.lines[0] = std::move(line);
  return m;
}

// The value of one series, written as in the text without its prefix; nullopt: no such series.
inline std::optional<std::string> sample(const std::string& text, const std::string& series) {
  std::istringstream lines(text);
  const std::string start = "jonovahti_" + series + " ";
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(start)) return line.substr(start.size());
  }
  return std::nullopt;
}

}  // namespace jono::metrics
