// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "tests/metrics/metrics_support.h"

namespace jono::metrics {
namespace {

TEST(Counters, TellShortAbandonsAndSameDayApart) {
  const std::string text = busy_moment().text();
  EXPECT_EQ(sample(text, R"(calls_abandoned_total{line="aspa",short="false"})"), "2");
  EXPECT_EQ(sample(text, R"(calls_abandoned_total{line="aspa",short="true"})"), "1");
  EXPECT_EQ(sample(text, R"(callbacks_reached_total{line="aspa",same_day="false"})"), "0");
  EXPECT_EQ(sample(text, R"(callbacks_reached_total{line="aspa",same_day="true"})"), "1");
  EXPECT_EQ(sample(text, R"(calls_redirected_total{line="aspa",reason="callback"})"), "1");
  EXPECT_EQ(sample(text, R"(calls_refused_total{line="aspa",reason="full"})"), "3");
  EXPECT_EQ(sample(text, R"(source_events_total{source="pbx",type="call.queued"})"), "9");
}

// Every value of an enum as a label of `name`, at 0.
template <class Enum>
void expect_zeros(const std::string& text, const std::string& name, const std::string& label,
                  std::size_t values) {
  for (std::size_t i = 0; i < values; ++i) {
    const std::string value(name_of(static_cast<Enum>(i)));
    EXPECT_EQ(sample(text, name + label + "=\"" + value + "\"}"), "0") << name << value;
  }
}

TEST(Counters, ExistFromTheStartForEveryLabelValue) {
  const std::string text = quiet_moment().text();
  for (const char* name : {"calls_offered_total", "calls_answered_total", "calls_lost_total",
                           "callbacks_requested_total"}) {
    EXPECT_EQ(sample(text, name + std::string(R"({line="aspa"})")), "0") << name;
  }
  const std::string line = R"({line="aspa",)", source = R"({source="pbx",)";
  for (const char* truth : {"true\"}", "false\"}"}) {
    EXPECT_EQ(sample(text, "calls_abandoned_total" + line + "short=\"" + truth), "0");
    EXPECT_EQ(sample(text, "callbacks_reached_total" + line + "same_day=\"" + truth), "0");
  }
  expect_zeros<RedirectReason>(text, "calls_redirected_total" + line, "reason", 8);
  expect_zeros<RefusedReason>(text, "calls_refused_total" + line, "reason", 4);
  expect_zeros<AttemptResult>(text, "callbacks_attempted_total" + line, "result", 5);
  expect_zeros<CallbackCloseReason>(text, "callbacks_closed_total" + line, "reason", 7);
  expect_zeros<EventType>(text, "source_events_total" + source, "type", kEventTypes);
  expect_zeros<RefusalReason>(text, "source_rejected_total" + source, "reason", kRefusalReasons);
  EXPECT_EQ(sample(text, R"(wait_seconds_count{line="aspa",outcome="redirected"})"), "0");
  EXPECT_EQ(sample(text, R"(callback_delay_seconds_count{line="aspa",mark="attempted"})"), "0");
  EXPECT_EQ(sample(text, R"(talk_seconds_bucket{line="aspa",le="+Inf"})"), "0");
}

TEST(Histograms, AreCumulativeAndInSeconds) {
  const std::string text = busy_moment().text();
  const auto bucket = [&](const std::string& le) {
    return sample(text, R"(wait_seconds_bucket{line="aspa",outcome="answered",le=")" + le + "\"}");
  };
  EXPECT_EQ(bucket("5"), "1");  // a wait of 5 s is in it
  EXPECT_EQ(bucket("10"), "2");
  EXPECT_EQ(bucket("60"), "2");
  EXPECT_EQ(bucket("120"), "3");
  EXPECT_EQ(bucket("7200"), "3");
  EXPECT_EQ(bucket("+Inf"), "4");
  EXPECT_EQ(sample(text, R"(wait_seconds_count{line="aspa",outcome="answered"})"), "4");
  EXPECT_EQ(sample(text, R"(wait_seconds_sum{line="aspa",outcome="answered"})"), "9072");
}

TEST(Histograms, HaveTheBoundsOfTheDefinitions) {
  const std::string text = busy_moment().text();
  for (const char* le :
       {"0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30", "60", "300", "3600", "+Inf"}) {
    EXPECT_TRUE(
        sample(text, R"(event_delay_seconds_bucket{source="pbx",le=")" + std::string(le) + "\"}"))
        << le;
  }
  EXPECT_EQ(sample(text, R"(event_delay_seconds_sum{source="pbx"})"), "0.12");
  EXPECT_EQ(sample(text, R"(journal_sync_seconds_bucket{le="0.0005"})"), "0");
  EXPECT_EQ(sample(text, R"(journal_sync_seconds_bucket{le="0.0025"})"), "1");
  EXPECT_EQ(sample(text, "journal_sync_seconds_sum"), "0.0012");
}

}  // namespace
}  // namespace jono::metrics
