// SPDX-License-Identifier: EUPL-1.2
// Whatever definition the other side counts by, it is named; what none explains is not hidden.
#include "daemon/report/reconcile.h"

#include <gtest/gtest.h>

namespace jono::report {
namespace {

// Hours in which every column has a value that tells it from the others.
Values ours(int hour) {
  const double h = hour + 1;
  return {{"offered", 100 + 7 * h},
          {"answered", 50 + 3 * h},
          {"abandoned", 20 + h},
          {"redirected", 15 + 2 * h},
          {"redirected_callback", h},
          {"lost", 2 + hour % 2},
          {"waiting", 1},
          {"refused", 3 + h},
          {"short_abandoned", 4 + hour % 3},
          {"closed", 90 + 5 * h},
          {"answered_in_target", 40 + h},
          {"abandoned_in_target", 10 + hour % 4},
          {"answered_closed", 45 + 4 * h},
          {"abandoned_closed", 22 + 2 * h},
          {"redirected_closed", 11 + 3 * h},
          {"wait_answered_ms", 9'000'000 + 70'000 * h},
          {"wait_abandoned_ms", 1'000'000 + 90'000 * h},
          {"wait_redirected_ms", 2'500'000 + 10'000 * h},
          {"callbacks_requested", 10 + h},
          {"callbacks_same_day", 7 + hour % 2},
          {"callback_delay_ms", 36'000'000},
          {"callbacks_reached", 9 + h},
          {"callbacks_closed", 1},
          {"callbacks_attempted", 9.0 + h},
          {"talks", 3},
          {"talk_ms", 4e6}};
}

std::vector<Interval> hours(std::string_view figure, const Definition& by) {
  std::vector<Interval> out;
  for (int hour = 0; hour < 12; ++hour) {
    Interval one{.line = "aspa",
                 .from = Instant(std::chrono::hours(hour)),
                 .to = Instant(std::chrono::hours(hour + 1)),
                 .ours = ours(hour),
                 .theirs = {}};
    one.theirs[std::string(figure)] = by.value(one.ours).value();
    out.push_back(std::move(one));
  }
  return out;
}

constexpr std::string_view kCompared[] = {"offered",
                                          "answered",
                                          "abandoned",
                                          "redirected",
                                          "answer_rate",
                                          "answer_rate_without_short",
                                          "wait_mean_answered_ms",
                                          "wait_mean_all_ms",
                                          "service_level_answered",
                                          "service_level_offered",
                                          "same_day_callbacks",
                                          "callback_delay_mean_ms",
                                          "lost"};

TEST(Reconcile, NamesTheDefinitionThatMakesEveryHourAgree) {
  for (const std::string_view figure : kCompared) {
    for (const Definition& by : definitions_of(figure)) {
      const auto found = reconcile(hours(figure, by));
      ASSERT_EQ(found.size(), 1U);
      ASSERT_TRUE(found[0].explained()) << figure << " " << by.name;
      EXPECT_EQ(found[0].agrees_by->name, by.name) << figure;
      EXPECT_EQ(found[0].differing == 0, by.name == "ours") << figure << " " << by.name;
      EXPECT_FALSE(by.says.fi.empty() || by.says.sv.empty() || by.says.en.empty());
    }
  }
}

TEST(Reconcile, OneHourThatDiffersIsNotExplained) {
  for (const Definition& by : definitions_of("abandoned")) {
    auto intervals = hours("abandoned", by);
    intervals[5].theirs["abandoned"] += 1;
    const auto found = reconcile(intervals);
    EXPECT_FALSE(found[0].explained()) << by.name;
    EXPECT_GE(found[0].differing, 1U);
  }
}

TEST(Reconcile, KeepsLinesApart) {
  auto intervals = hours("offered", definitions_of("offered")[1]);
  for (Interval one : hours("offered", definitions_of("offered")[0])) {
    one.line = "vaihde";
    intervals.push_back(std::move(one));
  }
  const auto found = reconcile(intervals);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].agrees_by->name, "offered_with_refused");
  EXPECT_EQ(found[1].agrees_by->name, "ours");
}

TEST(Reconcile, ComparesAsFiguresArePrinted) {
  EXPECT_TRUE(same_figure("offered", 5, 5, 5));
  EXPECT_FALSE(same_figure("offered", 5, 6, 5));
  EXPECT_TRUE(same_figure("wait_mean_answered_ms", 60'499, 60'000, 5));
  EXPECT_FALSE(same_figure("wait_mean_answered_ms", 61'001, 60'000, 5));
  EXPECT_TRUE(same_figure("wait_answered_ms", 304'000, 300'000, 5));
  EXPECT_FALSE(same_figure("wait_answered_ms", 306'000, 300'000, 5));
  EXPECT_TRUE(same_figure("answer_rate", 0.6667, 0.67, 5));
  EXPECT_FALSE(same_figure("answer_rate", 0.6667, 0.68, 5));
}

TEST(Reconcile, AFigureOfNothingIsTheirZero) {
  const Interval one{.line = "aspa",
                     .from = {},
                     .to = Instant(Millis(1)),
                     .ours = {{"offered", 0}},
                     .theirs = {{"answer_rate", 0}, {"longest_wait_ms", 3}}};
  const auto found = reconcile(std::vector{one});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].explained());
}

}  // namespace
}  // namespace jono::report
