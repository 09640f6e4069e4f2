// SPDX-License-Identifier: EUPL-1.2
#include "alerting/board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/site_fixture.h"

namespace jono::alerting {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant kTen = kMonday + hours(10);

class BoardTest : public testing::Test {
 protected:
  // The steps that one look gives.
  std::vector<Step> look(Board& board, Instant now, std::int64_t queue) {
    engine::Snapshot snapshot = quiet(now);
    line_of(snapshot, 0).figures.queue_length = queue;
    return look(board, now, snapshot);
  }
  static std::vector<Step> look(Board& board, Instant now, const engine::Snapshot& snapshot) {
    std::vector<AlertChange> changes;
    board.look(snapshot, now, changes);
    std::vector<Step> out;
    for (const AlertChange& change : changes) out.push_back(change.change.step);
    return out;
  }
  Site site_ = small_site();
};

TEST_F(BoardTest, HysteresisBetweenTheTwoLimits) {
  Rule rule = simple_rule("queue_length > 20", kAspa);
  rule.clear = calendar::Dated<Condition>(condition("queue_length < 15"));
  const std::vector rules{rule};
  Board board(site_, rules);
  EXPECT_THAT(look(board, kTen, 20), IsEmpty());
  EXPECT_THAT(look(board, kTen + seconds(1), 21), ElementsAre(Step::fired));
  EXPECT_THAT(look(board, kTen + seconds(2), 15), IsEmpty());
  EXPECT_THAT(look(board, kTen + seconds(3), 14), ElementsAre(Step::resolved));
}

TEST_F(BoardTest, TheLimitInForceOnTheDateCounts) {
  Rule rule = simple_rule("queue_length > 20", kAspa);
  rule.when = calendar::Dated<Condition>({{Instant::min(), condition("queue_length > 20")},
                                          {kTen + minutes(1), condition("queue_length > 30")}});
  const std::vector rules{rule};
  Board board(site_, rules);
  EXPECT_THAT(look(board, kTen, 25), ElementsAre(Step::fired));
  EXPECT_THAT(look(board, kTen + minutes(1), 25), ElementsAre(Step::resolved));
}

TEST_F(BoardTest, AtClosingTimeItEndsAsClosed) {
  Rule rule = simple_rule("queue_length > 20", kAspa);
  rule.hours.kind = Hours::Kind::open;
  Rule after = simple_rule("queue_length > 0", kAspa);
  after.name = "StillWaiting";
  after.hours.kind = Hours::Kind::closed;
  const std::vector rules{rule, after};
  Board board(site_, rules);
  EXPECT_THAT(look(board, kMonday + hours(16) - Millis(1), 25), ElementsAre(Step::fired));
  EXPECT_THAT(look(board, kMonday + hours(16), 25), ElementsAre(Step::closed, Step::fired));
}

TEST_F(BoardTest, OwnHoursAndHoursOfAGroup) {
  Rule own = simple_rule("queue_length > 20", kAspa);
  own.hours.kind = Hours::Kind::own;
  own.hours.own = office_hours();
  Rule group = simple_rule("queue_length > 20", kGroup);
  group.hours.kind = Hours::Kind::open;
  const std::vector rules{own, group};
  Board board(site_, rules);
  EXPECT_THAT(look(board, kMonday + hours(7), 25), IsEmpty());
  EXPECT_THAT(look(board, kMonday + hours(8), 25), ElementsAre(Step::fired, Step::fired));
}

TEST_F(BoardTest, AnOldSnapshotTellsNothingOfNow) {
  const std::vector rules{simple_rule("queue_length > 20", kAspa)};
  Board board(site_, rules);
  engine::Snapshot old = quiet(kTen);
  EXPECT_THAT(look(board, kTen, 25), ElementsAre(Step::fired));
  EXPECT_THAT(look(board, kTen + Board::kStale + Millis(1), old), IsEmpty());
  EXPECT_FALSE(board.alerts()[0].known);
  EXPECT_THAT(look(board, kTen - Board::kStale - Millis(1), old), IsEmpty());
  EXPECT_FALSE(board.alerts()[0].known);
  EXPECT_THAT(look(board, kTen + minutes(1), 0), ElementsAre(Step::resolved));
}

TEST_F(BoardTest, AClockSetBackBlindsNobody) {
  Rule rule = simple_rule("queue_length > 20", kAspa);
  rule.wait = minutes(2);
  rule.keep = minutes(5);
  const std::vector rules{rule};
  Board board(site_, rules);
  EXPECT_THAT(look(board, kTen + hours(3), 25), ElementsAre(Step::pending));
  EXPECT_THAT(look(board, kTen, 25), IsEmpty());
  EXPECT_TRUE(board.alerts()[0].known);
  EXPECT_THAT(look(board, kTen + minutes(2), 25), ElementsAre(Step::fired));
  EXPECT_THAT(look(board, kTen + minutes(3), 0), ElementsAre(Step::calming));
  EXPECT_THAT(look(board, kTen - hours(1), 0), IsEmpty());
  EXPECT_THAT(look(board, kTen - hours(1) + minutes(5), 0), ElementsAre(Step::resolved));
}

TEST_F(BoardTest, BeforeTheFirstLookNothingIsSaidToBeWell) {
  const std::vector rules{simple_rule("queue_length > 20", kAspa)};
  const Board board(site_, rules);
  EXPECT_TRUE(board.alerts()[0].in_hours);
  EXPECT_FALSE(board.alerts()[0].known);
}

TEST_F(BoardTest, CalmIsBelievedOnceTheSourcesAreSettled) {
  const std::vector rules{simple_rule("queue_length > 20", kGroup)};
  Board board(site_, rules);
  EXPECT_THAT(look(board, kTen, 25), ElementsAre(Step::fired));
  engine::Snapshot back = quiet(kTen + seconds(1));
  line_of(back, 1).settled = false;
  EXPECT_THAT(look(board, kTen + seconds(1), back), IsEmpty());
  line_of(back, 1).settled = true;
  EXPECT_THAT(look(board, kTen + seconds(2), back), ElementsAre(Step::resolved));
}

TEST_F(BoardTest, ARestartNeitherForgetsNorRepeats) {
  Rule slow = simple_rule("queue_length > 20", kAspa);
  slow.wait = minutes(2);
  slow.keep = minutes(5);
  Rule other = simple_rule("queue_length > 100", kVaihde);
  other.name = "Other";
  const std::vector rules{slow, other};
  Board before(site_, rules);
  look(before, kTen, 25);
  Board pending(site_, rules);
  ASSERT_TRUE(pending.restore(before.save()));
  EXPECT_EQ(pending.alerts()[0].state, before.alerts()[0].state);
  EXPECT_THAT(look(pending, kTen + minutes(2), 25), ElementsAre(Step::fired));
  look(pending, kTen + minutes(3), 0);
  Board firing(site_, rules);
  ASSERT_TRUE(firing.restore(pending.save()));
  EXPECT_EQ(firing.alerts()[0].state, pending.alerts()[0].state);
  EXPECT_THAT(look(firing, kTen + minutes(4), 0), IsEmpty());
  EXPECT_THAT(look(firing, kTen + minutes(8), 0), ElementsAre(Step::resolved));
}

TEST_F(BoardTest, RestoreTakesWhatTheRulesStillHave) {
  const std::vector rules{simple_rule("queue_length > 20", kAspa)};
  Board before(site_, rules);
  look(before, kTen, 25);
  Rule renamed = rules[0];
  renamed.name = "Renamed";
  const std::vector now{renamed};
  Board after(site_, now);
  EXPECT_TRUE(after.restore(before.save()));
  EXPECT_EQ(after.alerts()[0].state, AlertState{});
  for (const char* broken : {"", "{", "[]", R"({"Rule/line/aspa":{}})",
                             R"({"Rule/line/aspa":{"phase":7,"breached":0,"fired":0}})"}) {
    Board board(site_, rules);
    EXPECT_FALSE(board.restore(broken)) << broken;
    EXPECT_EQ(board.alerts()[0].state, AlertState{});
  }
}

}  // namespace
}  // namespace jono::alerting
