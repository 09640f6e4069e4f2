// SPDX-License-Identifier: EUPL-1.2
// Every name that the definitions promise and a snapshot can feed is there, with help and type.
#include <gtest/gtest.h>

#include <set>

#include "tests/metrics/metrics_support.h"

namespace jono::metrics {
namespace {

constexpr const char* kGauges[] = {"queue_length",
                                   "longest_wait_seconds",
                                   "window_offered",
                                   "window_answered",
                                   "window_abandoned",
                                   "window_wait_mean_seconds",
                                   "window_wait_p90_seconds",
                                   "window_answer_rate",
                                   "window_service_level",
                                   "callbacks_open",
                                   "oldest_callback_seconds",
                                   "callbacks_due_today",
                                   "callbacks_overdue",
                                   "callbacks_unlisted",
                                   "callbacks_at_risk",
                                   "callbacks_purged",
                                   "usual_offered",
                                   "usual_queue_mean",
                                   "agents",
                                   "backlog_open",
                                   "backlog_oldest_seconds",
                                   "source_silent_seconds",
                                   "coverage_ratio",
                                   "source_clock_skew_seconds",
                                   "oldest_waiting_timestamp_seconds",
                                   "oldest_callback_timestamp_seconds",
                                   "line_open",
                                   "line_settled",
                                   "event_delay_p90_seconds",
                                   "window_rejected",
                                   "source_target",
                                   "backlog_target",
                                   "alert_state",
                                   "alert_judged",
                                   "alert_acknowledged",
                                   "alert_silenced",
                                   "silences",
                                   "notifier_certificate_expiry_timestamp_seconds",
                                   "line_target",
                                   "line_info",
                                   "source_up",
                                   "source_best_effort",
                                   "source_last_event_timestamp_seconds",
                                   "journal_bytes",
                                   "channel_depth",
                                   "snapshot_age_seconds",
                                   "disk_free_bytes",
                                   "config_last_reload_successful",
                                   "build_info"};

constexpr const char* kCounters[] = {
    "calls_offered_total",       "calls_answered_total",      "calls_lost_total",
    "calls_abandoned_total",     "calls_redirected_total",    "calls_refused_total",
    "callbacks_requested_total", "callbacks_attempted_total", "callbacks_closed_total",
    "callbacks_reached_total",   "source_events_total",       "source_rejected_total",
    "source_received_total",     "source_duplicates_total",   "source_late_total",
    "source_gaps_total",         "source_orphans_total",      "dead_letters_total",
    "notifications_total"};

constexpr const char* kHistograms[] = {"wait_seconds", "talk_seconds", "callback_delay_seconds",
                                       "event_delay_seconds", "journal_sync_seconds"};

// The columns of one line and one hour.
constexpr const char* kColumns[] = {"offered",
                                    "answered",
                                    "abandoned",
                                    "redirected",
                                    "lost",
                                    "waiting",
                                    "redirected_callback",
                                    "short_abandoned",
                                    "answered_in_target",
                                    "abandoned_in_target",
                                    "wait_answered_seconds",
                                    "wait_abandoned_seconds",
                                    "wait_redirected_seconds",
                                    "longest_wait_seconds",
                                    "wait_p50_seconds",
                                    "wait_p90_seconds",
                                    "talk_seconds",
                                    "talks",
                                    "refused",
                                    "carried_in",
                                    "carried_out",
                                    "closed",
                                    "queue_seconds",
                                    "queue_max",
                                    "open_seconds",
                                    "callbacks_requested",
                                    "callbacks_reached",
                                    "callbacks_closed",
                                    "callbacks_open",
                                    "callbacks_attempted",
                                    "callbacks_same_day",
                                    "callbacks_attempted_same_day",
                                    "callback_delay_seconds",
                                    "callback_open_delay_seconds",
                                    "callback_attempt_seconds",
                                    "callback_longest_seconds",
                                    "callbacks_waiting_out",
                                    "coverage"};

Moment full_moment() {
  return with_line(busy_moment(), [](engine::LineSnapshot& line) {
    line.figures.usual_queue_mean = 1.5;
    for (engine::HourRow* row : {&line.hour, &line.previous_hour, &line.day}) {
      row->longest_wait = row->wait_p50 = row->wait_p90 = row->callback_longest = Millis(1);
    }
  });
}

std::set<std::string> expected() {
  std::set<std::string> out = {"process_cpu_seconds_total counter",
                               "process_resident_memory_bytes gauge", "process_open_fds gauge",
                               "process_start_time_seconds gauge"};
  const std::string prefix = "jonovahti_";
  for (const std::string name : kGauges) out.insert(prefix + name + " gauge");
  for (const std::string name : kCounters) out.insert(prefix + name + " counter");
  for (const std::string name : kHistograms) out.insert(prefix + name + " histogram");
  for (const std::string name : kColumns) {
    out.insert(prefix + "hour_" + name + " gauge");
    out.insert(prefix + "day_" + name + " gauge");
  }
  return out;
}

TEST(Names, AreThoseOfTheDefinitions) {
  std::set<std::string> found;
  std::istringstream text(full_moment().text());
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("# TYPE ")) EXPECT_TRUE(found.insert(line.substr(7)).second) << line;
  }
  EXPECT_EQ(found, expected());
}

TEST(Names, HaveHelp) {
  const Moment m = full_moment();
  const Scrape scrape{m.context, m.snapshot, m.daemon, m.process, m.alerts, m.now};
  for (const auto& family : SnapshotMetrics(scrape).Collect()) {
    EXPECT_TRUE(family.help.ends_with(".")) << family.name;
    EXPECT_FALSE(family.metric.empty()) << family.name;
  }
}

}  // namespace
}  // namespace jono::metrics
