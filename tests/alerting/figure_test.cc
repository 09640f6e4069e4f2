// SPDX-License-Identifier: EUPL-1.2
#include "alerting/figure.h"

#include <gtest/gtest.h>

#include "tests/alerting/site_fixture.h"

namespace jono::alerting {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Value = std::optional<double>;

constexpr Instant kNow = kMonday + std::chrono::hours(10);

class FigureTest : public testing::Test {
 protected:
  Value read(std::string_view text, const Subject& subject = kAspa) {
    return value_of(*parse_reading(text), subject, site_, snapshot_);
  }
  Site site_ = small_site();
  engine::Snapshot snapshot_ = quiet(kNow);
};

TEST_F(FigureTest, OfALine) {
  auto& line = line_of(snapshot_, 0);
  line.coverage = 0.75;
  line.agents_known = true;
  engine::LineFigures& f = line.figures;
  f.queue_length = 7;
  f.oldest_waiting = kNow - seconds(90);
  f.windows[1].offered = 11;
  f.windows[1].answered = 12;
  f.windows[1].abandoned = 13;
  f.windows[2].wait_mean = Millis(1500);
  f.windows[2].wait_p90 = Millis(2500);
  f.windows[2].answer_rate = 0.5;
  f.windows[2].service_level = 0.25;
  f.windows[0].callbacks_purged = 14;
  f.callbacks_open = 15;
  f.oldest_callback = kNow - minutes(2);
  f.callbacks_due_today = 16;
  f.callbacks_overdue = 17;
  f.callbacks_unlisted = 18;
  f.callbacks_at_risk = 1.5;
  f.usual_offered = 120;
  f.usual_queue_mean = 2.5;
  f.agents = {1, 2, 3, 4};
  const std::pair<const char*, double> wanted[] = {
      {"queue_length", 7},
      {"longest_wait_seconds", 90},
      {"window_offered[30m]", 11},
      {"window_answered[30m]", 12},
      {"window_abandoned[30m]", 13},
      {"window_wait_mean_seconds[60m]", 1.5},
      {"window_wait_p90_seconds[60m]", 2.5},
      {"window_answer_rate[60m]", 0.5},
      {"window_service_level[60m]", 0.25},
      {"callbacks_purged", 14},
      {"callbacks_open", 15},
      {"oldest_callback_seconds", 120},
      {"callbacks_due_today", 16},
      {"callbacks_overdue", 17},
      {"callbacks_unlisted", 18},
      {"callbacks_at_risk", 1.5},
      {"usual_offered", 120},
      {"usual_queue_mean", 2.5},
      {"agents", 10},
      {"agents[available]", 1},
      {"agents[paused]", 4},
      {"coverage_ratio", 0.75},
  };
  for (const auto& [name, value] : wanted) EXPECT_EQ(read(name), Value(value)) << name;
}

TEST_F(FigureTest, WhatIsNotKnownIsNotZero) {
  EXPECT_EQ(read("agents"), Value());
  EXPECT_EQ(read("window_wait_mean_seconds[15m]"), Value());
  EXPECT_EQ(read("usual_offered"), Value());
  line_of(snapshot_, 0).known = false;
  EXPECT_EQ(read("queue_length"), Value());
  EXPECT_EQ(read("window_offered[15m]"), Value());
  EXPECT_EQ(read("coverage_ratio"), Value(1));  // it tells of the very thing
}

TEST_F(FigureTest, AgesOfNothingAreZero) {
  auto& line = line_of(snapshot_, 0);
  line.figures.oldest_waiting = kNow - seconds(1);  // left over
  EXPECT_EQ(read("longest_wait_seconds"), Value(0));
  EXPECT_EQ(read("oldest_callback_seconds"), Value(0));
}

TEST_F(FigureTest, OfAGroup) {
  line_of(snapshot_, 0).figures.queue_length = 3;
  line_of(snapshot_, 1).figures.queue_length = 4;
  line_of(snapshot_, 0).figures.oldest_waiting = kNow - seconds(30);
  line_of(snapshot_, 1).figures.oldest_waiting = kNow - seconds(40);
  EXPECT_EQ(read("queue_length", kGroup), Value(7));
  EXPECT_EQ(read("longest_wait_seconds", kGroup), Value(40));
  line_of(snapshot_, 1).known = false;
  EXPECT_EQ(read("queue_length", kGroup), Value());
}

TEST_F(FigureTest, OfASource) {
  engine::SourceStatus& source = snapshot_.sources[0];
  source.silent_since = kNow - seconds(5);
  source.skew = Millis(-1500);
  source.event_delay_p90 = Millis(250);
  source.rejected_lately = 3;
  EXPECT_EQ(read("source_silent_seconds", kAce), Value(5));
  EXPECT_EQ(read("source_clock_skew_seconds", kAce), Value(-1.5));
  EXPECT_EQ(read("event_delay_p90_seconds", kAce), Value(0.25));
  EXPECT_EQ(read("window_rejected", kAce), Value(3));
  source.up = false;
  EXPECT_EQ(read("source_silent_seconds", kAce), Value(5));
  EXPECT_EQ(read("source_clock_skew_seconds", kAce), Value());
  EXPECT_EQ(read("window_rejected", kAce), Value());
}

TEST_F(FigureTest, OfABacklog) {
  EXPECT_EQ(read("backlog_open[urgent]", kDictations), Value());
  engine::BacklogStatus status;
  status.source = SourceId{0};
  status.at = kNow;
  status.open = 9;
  status.oldest_at = kNow - minutes(3);
  snapshot_.backlogs[{BacklogId{0}, BacklogClass::urgent}] = status;
  EXPECT_EQ(read("backlog_open[urgent]", kDictations), Value(9));
  EXPECT_EQ(read("backlog_oldest_seconds[urgent]", kDictations), Value(180));
  EXPECT_EQ(read("backlog_open[other]", kDictations), Value());
  snapshot_.sources[0].up = false;
  EXPECT_EQ(read("backlog_open[urgent]", kDictations), Value());
}

TEST_F(FigureTest, LimitsOfTargets) {
  const auto limit = [&](std::string_view text, const Subject& subject) {
    return limit_of(condition(text), subject, site_, snapshot_);
  };
  EXPECT_EQ(limit("longest_wait_seconds > 4 * wait_target", kAspa), Value(1200));
  EXPECT_EQ(limit("longest_wait_seconds > 4 * wait_target", kVaihde), Value(240));
  EXPECT_EQ(limit("window_answer_rate[60m] < answer_rate_target", kAspa), Value(0.9));
  EXPECT_EQ(limit("source_silent_seconds > silent_after", kAce), Value(120));
  EXPECT_EQ(limit("backlog_oldest_seconds[urgent] > age_target", kDictations), Value(3600));
  EXPECT_EQ(limit("backlog_oldest_seconds[other] > age_target", kDictations), Value());
  EXPECT_EQ(limit("window_offered[60m] < 0.2 * usual_offered", kAspa), Value());
  line_of(snapshot_, 0).figures.usual_offered = 50;
  EXPECT_EQ(limit("window_offered[60m] < 0.2 * usual_offered", kAspa), Value(10));
}

}  // namespace
}  // namespace jono::alerting
