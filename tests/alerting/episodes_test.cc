// SPDX-License-Identifier: EUPL-1.2
#include "alerting/episodes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/site_fixture.h"

namespace jono::alerting {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;

constexpr Instant kFrom = kMonday;
constexpr Instant kTo = kMonday + hours(24);

class EpisodesTest : public testing::Test {
 protected:
  void look(Instant now, std::int64_t queue) {
    engine::Snapshot snapshot = quiet(now);
    line_of(snapshot, 0).figures.queue_length = queue;
    std::vector<AlertChange> changes;
    board_.look(snapshot, now, changes);
    episodes_.note(board_, changes, now);
  }
  static std::vector<Rule> rules() {
    Rule rule = simple_rule("queue_length > 20", kAspa);
    rule.hours.kind = Hours::Kind::open;
    return {rule};
  }
  Site site_ = small_site();
  std::vector<Rule> rules_ = rules();
  Board board_{site_, rules_};
  Episodes episodes_{1, kFrom, kTo};
};

TEST_F(EpisodesTest, WhenItFiredHowLongAndHowBad) {
  look(kMonday + hours(9), 25);
  look(kMonday + hours(9) + minutes(30), 40);
  look(kMonday + hours(10), 3);
  look(kMonday + hours(15), 22);
  look(kMonday + hours(16), 22);
  look(kMonday + hours(32), 21);  // the next morning
  const auto& past = episodes_.past(0).episodes;
  ASSERT_EQ(past.size(), 3U);
  EXPECT_EQ(past[0].fired, kMonday + hours(9));
  EXPECT_EQ(past[0].ended, kMonday + hours(10));
  EXPECT_FALSE(past[0].closed);
  EXPECT_EQ(past[0].worst, 40.0);
  EXPECT_EQ(past[1].ended, kMonday + hours(16));
  EXPECT_TRUE(past[1].closed);
  EXPECT_EQ(past[2].ended, std::nullopt);
}

TEST_F(EpisodesTest, ThePictureHasFigureLimitAndFirings) {
  look(kMonday + hours(12), 25);
  look(kMonday + hours(13), 3);
  const auto& points = episodes_.past(0).points;
  EXPECT_EQ(points[points.size() / 2].highest, 25.0);
  EXPECT_EQ(points[points.size() / 2].limit, 20.0);
  EXPECT_EQ(points[0].highest, std::nullopt);
  const std::string svg = picture(board_.alerts()[0], episodes_.past(0), site_, kFrom, kTo);
  EXPECT_THAT(svg, HasSubstr("Rule: Asiakaspalvelu"));
  EXPECT_THAT(svg, HasSubstr("queue_length > 20; fired 1 times"));
  EXPECT_THAT(svg, HasSubstr("2026-11-23"));
  // Noon to one o'clock of a day that is 1100 units wide.
  EXPECT_THAT(svg, HasSubstr("<rect x='630.0' y='60' width='45.8'"));
}

}  // namespace
}  // namespace jono::alerting
