// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/exposition.h"

#include <gtest/gtest.h>

#include "tests/metrics/metrics_support.h"

namespace jono::metrics {
namespace {

using engine::LineSnapshot;

constexpr auto kAbsent = std::nullopt;

TEST(Figures, AreInSecondsAndByWindow) {
  const std::string text = busy_moment().text();
  EXPECT_EQ(sample(text, R"(queue_length{line="aspa"})"), "3");
  EXPECT_EQ(sample(text, R"(window_wait_mean_seconds{line="aspa",window="15m"})"), "412.001");
  EXPECT_EQ(sample(text, R"(window_offered{line="aspa",window="30m"})"), "6");
  EXPECT_EQ(sample(text, R"(window_offered{line="aspa",window="60m"})"), "0");
  EXPECT_EQ(sample(text, R"(callbacks_purged{line="aspa",window="15m"})"), "1");
  EXPECT_EQ(sample(text, R"(callbacks_purged{line="aspa",window="30m"})"), kAbsent);
}

TEST(Figures, AgesGrowWhileTheSnapshotStays) {
  Moment m = busy_moment();
  EXPECT_EQ(sample(m.text(), R"(longest_wait_seconds{line="aspa"})"), "90.25");
  EXPECT_EQ(sample(m.text(), "snapshot_age_seconds"), "0.2");
  m.now += std::chrono::seconds(10);
  EXPECT_EQ(sample(m.text(), R"(longest_wait_seconds{line="aspa"})"), "100.25");
  EXPECT_EQ(sample(m.text(), R"(oldest_callback_seconds{line="aspa"})"), "7210");
  EXPECT_EQ(sample(m.text(), R"(source_silent_seconds{source="pbx"})"), "10.25");
  EXPECT_EQ(sample(m.text(), "snapshot_age_seconds"), "10.2");
  EXPECT_EQ(sample(m.text(), R"(oldest_waiting_timestamp_seconds{line="aspa"})"), "1795416210.25");
}

TEST(Figures, NoAgeIsBelowZero) {
  Moment m = busy_moment();
  m.now -= std::chrono::hours(100);
  EXPECT_EQ(sample(m.text(), R"(longest_wait_seconds{line="aspa"})"), "0");
  EXPECT_EQ(sample(m.text(), R"(source_silent_seconds{source="pbx"})"), "0");
}

TEST(Absence, OfWhatHasNoData) {
  const std::string text = quiet_moment().text();
  EXPECT_EQ(sample(text, R"(queue_length{line="aspa"})"), "0");
  EXPECT_EQ(sample(text, R"(longest_wait_seconds{line="aspa"})"), "0");
  for (const char* name :
       {"oldest_waiting_timestamp_seconds", "oldest_callback_timestamp_seconds",
        "window_wait_mean_seconds", "window_wait_p90_seconds", "window_answer_rate",
        "window_service_level", "usual_offered", "usual_queue_mean", "agents",
        "hour_longest_wait_seconds", "day_wait_p50_seconds", "source_silent_seconds",
        "source_clock_skew_seconds", "source_last_event_timestamp_seconds", "backlog_open",
        "journal_bytes", "disk_free_bytes"}) {
    EXPECT_EQ(text.find("jonovahti_" + std::string(name)), std::string::npos) << name;
  }
}

TEST(Absence, OfTheOldestWhileNobodyWaits) {
  const std::string text = with_line(busy_moment(), [](LineSnapshot& line) {
                             line.figures.queue_length = 0;
                             line.figures.callbacks_open = 0;
                           }).text();
  EXPECT_EQ(sample(text, R"(oldest_waiting_timestamp_seconds{line="aspa"})"), kAbsent);
  EXPECT_EQ(sample(text, R"(oldest_callback_timestamp_seconds{line="aspa"})"), kAbsent);
  EXPECT_EQ(sample(text, R"(longest_wait_seconds{line="aspa"})"), "0");
  EXPECT_EQ(sample(text, R"(oldest_callback_seconds{line="aspa"})"), "0");
}

TEST(Absence, OfFiguresOfASourceThatIsDown) {
  Moment m = busy_moment();
  m.snapshot.sources[0].up = false;
  const std::string text = m.text();
  for (const char* name : {"source_clock_skew_seconds", "event_delay_p90_seconds",
                           "window_rejected", "backlog_open", "backlog_oldest_seconds"}) {
    EXPECT_EQ(text.find("jonovahti_" + std::string(name)), std::string::npos) << name;
  }
  EXPECT_EQ(sample(text, R"(source_up{source="pbx"})"), "0");
  EXPECT_EQ(sample(text, R"(source_silent_seconds{source="pbx"})"), "0.25");
  EXPECT_EQ(sample(text, R"(source_target{source="pbx",target="silent_after"})"), "120");
}

TEST(Absence, OfFiguresOfALineThatIsNotKnown) {
  const std::string text =
      with_line(busy_moment(), [](LineSnapshot& line) { line.known = false; }).text();
  for (const char* name : {"queue_length", "longest_wait_seconds",
                           "oldest_waiting_timestamp_seconds", "oldest_callback_timestamp_seconds",
                           "window_offered", "callbacks_open", "callbacks_purged", "agents"}) {
    EXPECT_EQ(text.find("jonovahti_" + std::string(name) + "{"), std::string::npos) << name;
  }
  EXPECT_EQ(sample(text, R"(calls_offered_total{line="aspa"})"), "9");
  EXPECT_EQ(sample(text, R"(hour_offered{line="aspa",hour="current"})"), "7");
  EXPECT_EQ(sample(text, R"(coverage_ratio{line="aspa"})"), "0.75");
  EXPECT_EQ(sample(text, R"(line_open{line="aspa"})"), "1");
}

TEST(Absence, OfAgentsThatNobodyTellsOf) {
  const std::string known = busy_moment().text();
  EXPECT_EQ(sample(known, R"(agents{line="aspa",state="available"})"), "2");
  EXPECT_EQ(sample(known, R"(agents{line="aspa",state="wrapup"})"), "0");
  EXPECT_EQ(sample(known, R"(agents{line="aspa",state="offline"})"), kAbsent);
  const std::string text =
      with_line(busy_moment(), [](LineSnapshot& line) { line.agents_known = false; }).text();
  EXPECT_EQ(text.find("jonovahti_agents"), std::string::npos);
}

TEST(Sources, TellWhatIsTrueOfThemNow) {
  const std::string text = busy_moment().text();
  EXPECT_EQ(sample(text, R"(event_delay_p90_seconds{source="pbx"})"), "1.25");
  EXPECT_EQ(sample(text, R"(window_rejected{source="pbx",window="15m"})"), "3");
  EXPECT_EQ(sample(text, R"(source_clock_skew_seconds{source="pbx"})"), "-0.04");
  EXPECT_EQ(sample(text, R"(line_settled{line="aspa"})"), "1");
}

TEST(Backlogs, AreWithTheirTargets) {
  Moment m = busy_moment();
  const std::string urgent = R"({backlog="sanelu",class="urgent")";
  EXPECT_EQ(sample(m.text(), "backlog_target" + urgent + R"(,target="age"})"), "86400");
  EXPECT_EQ(sample(m.text(), R"(backlog_target{backlog="sanelu",class="other",target="age"})"),
            kAbsent);
  EXPECT_EQ(sample(m.text(), "backlog_oldest_seconds" + urgent + "}"), "108000");
  m.snapshot.backlogs.begin()->second.open = 0;
  EXPECT_EQ(sample(m.text(), "backlog_oldest_seconds" + urgent + "}"), "0");
}

TEST(Alerts, AreShownWithWhomTheyAreAbout) {
  const std::string text = busy_moment().text();
  const std::string line = R"({alert="QueueLong",line="aspa")";
  const std::string source = R"({alert="SourceSilent",source="pbx")";
  EXPECT_EQ(sample(text, "alert_state" + line + R"(,severity="page"})"), "2");
  EXPECT_EQ(sample(text, "alert_state" + source + R"(,severity="ticket"})"), "3");
  EXPECT_EQ(sample(text, "alert_judged" + line + "}"), "1");
  EXPECT_EQ(sample(text, "alert_judged" + source + "}"), "0");
  EXPECT_EQ(sample(text, "alert_acknowledged" + line + R"(,severity="page"})"), "1");
  EXPECT_EQ(sample(text, "alert_silenced" + line + R"(,severity="page"})"), "0");
  EXPECT_EQ(sample(text, "alert_silenced" + source + R"(,severity="ticket"})"), kAbsent);
  EXPECT_EQ(sample(text, "silences"), "2");
  EXPECT_EQ(sample(text, R"(notifications_total{notifier="oncall",result="failed"})"), "1");
  EXPECT_EQ(sample(text, R"(notifier_certificate_expiry_timestamp_seconds{notifier="oncall"})"),
            "2000000000");
  EXPECT_EQ(sample(quiet_moment().text(), "silences"), "0");
}

TEST(Rows, AreGaugesByHourAndDay) {
  const std::string text = busy_moment().text();
  EXPECT_EQ(sample(text, R"(hour_offered{line="aspa",hour="current"})"), "7");
  EXPECT_EQ(sample(text, R"(hour_offered{line="aspa",hour="previous"})"), "21");
  EXPECT_EQ(sample(text, R"(day_offered{line="aspa"})"), "28");
  EXPECT_EQ(sample(text, R"(hour_wait_answered_seconds{line="aspa",hour="current"})"), "72.5");
  EXPECT_EQ(sample(text, R"(hour_longest_wait_seconds{line="aspa",hour="current"})"), "61");
  EXPECT_EQ(sample(text, R"(hour_longest_wait_seconds{line="aspa",hour="previous"})"), kAbsent);
  EXPECT_EQ(sample(text, R"(day_coverage{line="aspa"})"), "0.875");
}

TEST(Labels, AreEscaped) {
  Moment m = busy_moment();
  m.context.lines[0].id = "a\"b\\c\nd";
  EXPECT_EQ(sample(m.text(), R"(queue_length{line="a\"b\\c\nd"})"), "3");
}

TEST(Cache, KeepsTheTextForOneSnapshotAndSecond) {
  Moment m = busy_moment();
  const auto snapshot = std::make_shared<const engine::Snapshot>(m.snapshot);
  const auto same = std::make_shared<const engine::Snapshot>(m.snapshot);
  const auto alerts = std::make_shared<const AlertView>(m.alerts);
  const auto other = std::make_shared<const AlertView>(m.alerts);
  ExpositionCache cache;
  const auto text = cache.text(m.context, snapshot, m.daemon, alerts, m.now);
  EXPECT_EQ(cache.text(m.context, snapshot, m.daemon, alerts, m.now + Millis(499)), text);
  const auto later = cache.text(m.context, snapshot, m.daemon, alerts, m.now + Millis(500));
  EXPECT_NE(later, text);
  const auto fresh = cache.text(m.context, same, m.daemon, alerts, m.now + Millis(500));
  EXPECT_NE(fresh, later);
  EXPECT_NE(cache.text(m.context, same, m.daemon, other, m.now + Millis(500)), fresh);
  EXPECT_EQ(sample(*text, R"(longest_wait_seconds{line="aspa"})"), "90.25");
}

TEST(Process, IsReadFromTheKernel) {
  const ProcessStats process = read_process_stats();
  EXPECT_GT(process.cpu_seconds.value_or(0), 0);
  EXPECT_GT(process.resident_bytes.value_or(0), 1U << 20);
  EXPECT_GE(process.open_fds.value_or(0), 3U);
}

}  // namespace
}  // namespace jono::metrics
