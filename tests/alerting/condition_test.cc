// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerting/rule.h"

namespace jono::alerting {
namespace {

using testing::HasSubstr;

Condition good(std::string_view text) {
  const auto out = parse_condition(text);
  EXPECT_TRUE(out) << text << ": " << (out ? "" : out.error().what);
  return out ? *out : Condition{};
}
std::string fault(std::string_view text) {
  const auto out = parse_condition(text);
  EXPECT_FALSE(out) << text;
  return out ? "" : out.error().what;
}

TEST(ConditionTest, NumbersWithTheirUnits) {
  EXPECT_EQ(good("queue_length > 20"),
            (Condition{{Figure::queue_length, 0}, Op::greater, {20, std::monostate{}}}));
  EXPECT_EQ(good("longest_wait_seconds>=15m").limit.factor, 900);
  EXPECT_EQ(good("oldest_callback_seconds > 1.5h").limit.factor, 5400);
  EXPECT_EQ(good("source_clock_skew_seconds < -30s").limit.factor, -30);
  EXPECT_EQ(good("event_delay_p90_seconds > 2500ms").limit.factor, 2.5);
  EXPECT_EQ(good("window_answer_rate[60m] < 70%").limit.factor, 0.7);
}

TEST(ConditionTest, SelectorsInBrackets) {
  EXPECT_EQ(good("window_offered[15m] == 0").figure, (Reading{Figure::window_offered, 0}));
  EXPECT_EQ(good("window_offered[60m] == 0").figure, (Reading{Figure::window_offered, 2}));
  EXPECT_EQ(good("callbacks_purged > 5").figure, (Reading{Figure::callbacks_purged, 0}));
  EXPECT_EQ(good("callbacks_purged[15m] > 5").figure, (Reading{Figure::callbacks_purged, 0}));
  EXPECT_EQ(good("agents == 0").figure, (Reading{Figure::agents, Reading::kAll}));
  EXPECT_EQ(good("agents[paused] > 3").figure, (Reading{Figure::agents, 3}));
  EXPECT_EQ(good("backlog_open[other] > 3").figure, (Reading{Figure::backlog_open, 1}));
}

TEST(ConditionTest, LimitsMadeOfOtherFiguresAndTargets) {
  EXPECT_EQ(good("window_offered[60m] < 0.2 * usual_offered").limit,
            (Limit{0.2, Reading{Figure::usual_offered, 0}}));
  EXPECT_EQ(good("longest_wait_seconds > 4*wait_target").limit, (Limit{4, Target::wait_target}));
  EXPECT_EQ(good("source_silent_seconds > silent_after").limit, (Limit{1, Target::silent_after}));
  EXPECT_EQ(good("backlog_oldest_seconds[urgent] > age_target").limit,
            (Limit{1, Target::age_target}));
}

TEST(ConditionTest, PrintsWhatItReads) {
  for (const std::string text :
       {"queue_length > 20", "window_answer_rate[60m] < 0.7", "agents == 0", "agents[busy] != 1.5",
        "window_offered[60m] <= 0.2 * usual_offered", "source_silent_seconds >= silent_after"}) {
    EXPECT_EQ(print(good(text)), text);
  }
}

TEST(ConditionTest, FaultsSayWhatWouldBeRight) {
  EXPECT_THAT(fault("queue_lenght > 20"), HasSubstr("there is no figure queue_lenght; there are:"));
  EXPECT_THAT(fault("window_offered > 20"),
              HasSubstr("window_offered needs one of [15m], [30m], [60m] after it"));
  EXPECT_THAT(fault("window_offered[5m] > 20"), HasSubstr("takes one of [15m], [30m], [60m]"));
  EXPECT_THAT(fault("callbacks_purged[30m] > 20"), HasSubstr("takes one of [15m]"));
  EXPECT_THAT(fault("queue_length[15m] > 20"), HasSubstr("queue_length has no brackets"));
  EXPECT_THAT(fault("window_offered[15m > 20"), HasSubstr("takes one of"));
  EXPECT_THAT(fault("queue_length"), HasSubstr("expected FIGURE, one of < <= > >= == !="));
  EXPECT_THAT(fault("queue_length = 3"), HasSubstr("= compares nothing"));
  EXPECT_THAT(fault("queue_length > "), HasSubstr("the limit is a number such as 20, 70% or 15m"));
  EXPECT_THAT(fault("queue_length > 20x"), HasSubstr("the limit is a number"));
  EXPECT_THAT(fault("queue_length > x * usual_offered"), HasSubstr("before * stands a number"));
  EXPECT_THAT(fault("queue_length > 3 * wait_target"),
              HasSubstr("queue_length cannot be compared with wait_target"));
  EXPECT_THAT(fault("queue_length > backlog_open[other]"),
              HasSubstr("queue_length cannot be compared with backlog_open"));
  EXPECT_THAT(fault("longest_wait_seconds > silent_after"), HasSubstr("cannot be compared"));
}

}  // namespace
}  // namespace jono::alerting
