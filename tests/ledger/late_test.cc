// SPDX-License-Identifier: EUPL-1.2
// Events of calls that have settled: rows of the past are corrected, in the background, and never
// made worse.
#include <SQLiteCpp/Database.h>

#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

class LateTest : public LedgerTest {
 protected:
  [[nodiscard]] std::int64_t now_ms() const { return (clock_.now() - at(0)).count(); }
  // A call of source 1 on line 1 that was answered, and has settled.
  void settled_call(Start& s, const engine::testing::EventWords& words) {
    s.give(SourceId{1}, {words.queued(now_ms()), words.answered(now_ms() + 1000)}, Link::up);
    s.round();
    clock_.advance(hours(2));
    s.round();
  }
  const engine::testing::EventWords words_{.source = SourceId{1}, .line = LineId{1}, .call = 77};
};

TEST_F(LateTest, ALateEventCorrectsTheRowsOfThePast) {
  auto s = start();
  const engine::testing::EventWords words{.source = SourceId{1}, .line = LineId{1}, .call = 77};
  const auto ms = (kStart - at(0)).count();
  s->give(SourceId{1}, {words.queued(ms), words.answered(ms + 1000)}, Link::up);
  s->round();
  clock_.advance(hours(2));
  s->round();  // the call has settled
  s->give(SourceId{1}, {words.ended(ms + 61'000)});
  s->round();
  clock_.advance(minutes(1));
  s->round();
  const auto rows = s->rows_of(LineId{1});
  ASSERT_FALSE(rows.empty());
  EXPECT_EQ(rows[0].offered, 1);
  EXPECT_EQ(rows[0].talks, 1);
  EXPECT_EQ(rows[0].talk, seconds(60));
  EXPECT_EQ(s->ledger.snapshot()->sources[1].counters.late, 1U);
  s = nullptr;
  s = start();
  s->round();
  EXPECT_EQ(s->rows_of(LineId{1})[0].talk, seconds(60));
}

TEST_F(LateTest, WhatComesWhileRowsAreDerivedAgainIsInThem) {
  std::vector<std::function<void()>> work;
  auto s = start([&](auto one) { work.push_back(std::move(one)); });
  settled_call(*s, words_);
  const auto began = (kStart - at(0)).count();
  s->give(SourceId{1}, {words_.ended(began + 61'000)});
  s->round();
  ASSERT_EQ(work.size(), 1U);
  EXPECT_EQ(s->rows_of(LineId{1})[0].talks, 0);
  engine::testing::EventWords other = words_;
  other.call = 78;
  s->give(SourceId{1}, {other.queued(now_ms())});
  s->round();
  EXPECT_EQ(work.size(), 1U);
  work[0]();
  other.call = 79;
  s->give(SourceId{1}, {other.queued(now_ms())});
  s->round();
  const auto rows = s->rows_of(LineId{1});
  EXPECT_EQ(rows[0].talks, 1);
  EXPECT_EQ(rows.back().offered, 2);
  s->give(SourceId{1}, {other.answered(now_ms() + 10)});  // what is in memory goes on from there
  s->round();
  EXPECT_EQ(s->rows_of(LineId{1}).back().answered, 1);
  EXPECT_EQ(s->rows_of(LineId{1}).back().waiting, 1);
}

TEST_F(LateTest, ACorrectionThatWasUnderWayIsBegunAgainAfterAKill) {
  auto s = start([](auto) {});  // never gets to it
  settled_call(*s, words_);
  s->give(SourceId{1}, {words_.ended((kStart - at(0)).count() + 61'000)});
  s->round();
  clock_.advance(minutes(2));
  s->round();  // a checkpoint
  s = nullptr;
  s = start();
  s->round();
  EXPECT_EQ(s->rows_of(LineId{1})[0].talks, 1);
}

TEST_F(LateTest, AnEventOfADayThatIsNoLongerWholeIsTooLate) {
  auto s = start();
  settled_call(*s, words_);
  const auto began = (kStart - at(0)).count();
  for (int day = 0; day < 40; ++day) {
    pass(*s, days(1));
    engine::testing::EventWords daily = words_;
    daily.call = 1000 + std::uint64_t(day);
    s->give(SourceId{1}, {daily.queued(now_ms()), daily.answered(now_ms() + 500)});
    s->round();
    s->round();
  }
  ASSERT_GT(s->journal->anchor().id.value, 0U);
  const std::string rows = s->rows();
  Event late = words_.ended(began + 61'000);
  late.seq = 1;
  late.epoch = s->epochs.intern("e1");
  s->give(SourceId{1}, {late});
  s->round();
  clock_.advance(minutes(1));
  s->round();
  const auto counters = s->ledger.snapshot()->sources[1].counters;
  EXPECT_EQ(counters.rejected[std::size_t(RefusalReason::too_late)], 1U);
  EXPECT_EQ(counters.late, 0U);
  EXPECT_EQ(s->receipts.get(SourceId{1}).seq, 1U);  // it must not come again for ever
  // One of a day that is whole still corrects, and takes nothing of the older rows.
  engine::testing::EventWords recent = words_;
  recent.call = 1000 + 36;
  const auto then = began + 2 * 3'600'000 + std::int64_t{37} * 86'400'000;
  s->give(SourceId{1}, {recent.ended(then + 30'500)});
  s->round();
  clock_.advance(minutes(1));
  s->round();
  std::int64_t offered = 0, talks = 0;
  for (const auto& row : s->rows_of(LineId{1})) offered += row.offered, talks += row.talks;
  EXPECT_EQ(offered, 41);
  EXPECT_EQ(talks, 1);
}

TEST_F(LateTest, ABrokenPastIsLeftAsItIs) {
  auto s = start();
  settled_call(*s, words_);
  clock_.advance(minutes(2));
  s->round();
  {
    SQLite::Database db((path_ / "journal.db").string(), SQLite::OPEN_READWRITE);
    db.exec("UPDATE batch SET latest_at = 1 WHERE id = 1");
  }
  const auto offered = s->rows_of(LineId{1})[0].offered;
  s->give(SourceId{1}, {words_.ended((kStart - at(0)).count() + 61'000)});
  s->round();
  clock_.advance(minutes(1));
  s->round();
  EXPECT_EQ(s->rows_of(LineId{1})[0].offered, offered);
}

}  // namespace
}  // namespace jono::ledger
