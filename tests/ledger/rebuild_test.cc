// SPDX-License-Identifier: EUPL-1.2
// Rows made anew are the rows there were; dead letters are taken once.
#include <random>

#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

class RebuildTest : public LedgerTest {
 protected:
  // Calls of both lines and sources over some hours, in no order, some of them late, some twice.
  void random_traffic(Start& s, unsigned seed, unsigned rounds) {
    std::mt19937 random(seed);
    const auto pick = [&](std::uint64_t most) { return random() % most; };
    for (unsigned i = 0; i < rounds; ++i) {
      std::vector<Event> events;
      for (int n = 0; n < 20; ++n) {
        const engine::testing::EventWords words{.source = SourceId{std::uint32_t(pick(2))},
                                                .line = LineId{std::uint32_t(pick(2))},
                                                .call = pick(rounds * 10U) + 1};
        const auto ms = (clock_.now() - at(0)).count() - std::int64_t(pick(10'000'000));
        const std::array all{words.queued(ms), words.answered(ms), words.abandoned(ms),
                             words.ended(ms)};
        events.push_back(all[pick(4)]);
      }
      for (const std::uint32_t source : {0U, 1U}) {
        std::vector<Event> own;
        std::ranges::copy_if(events, std::back_inserter(own),
                             [&](const Event& e) { return e.source.value == source; });
        s.give(SourceId{source}, own, Link::up);
      }
      s.round();
      clock_.advance(minutes(7));
    }
    s.round();
    clock_.advance(minutes(1));
    s.round();
  }
  std::string rows_again(Start& s) {
    EXPECT_TRUE(s.ledger.rebuild([](double) {}));
    return rows_when_up(s);
  }
  static std::string rows_when_up(Start& s) {
    for (const std::uint32_t source : {0U, 1U}) s.give(SourceId{source}, {}, Link::up);
    s.round();
    return s.rows();
  }
};

TEST_F(RebuildTest, RandomTrafficWithLateEventsGivesTheSameRows) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    std::filesystem::remove_all(path_);
    clock_.set(kStart);
    auto s = start();
    random_traffic(*s, seed, 60);
    EXPECT_GT(s->ledger.snapshot()->sources[1].counters.late, 10U);
    const std::string rows = s->rows();
    s = nullptr;
    s = start();
    EXPECT_TRUE(rows_again(*s) == rows) << seed;
    s = nullptr;
    s = start();
    EXPECT_TRUE(rows_when_up(*s) == rows) << "saved, " << seed;
    s = nullptr;
    for (const char* file : {"history.db", "history.db-wal"}) std::filesystem::remove(path_ / file);
    s = start();
    EXPECT_TRUE(rows_again(*s) == rows) << "without history.db, " << seed;
  }
}

TEST_F(RebuildTest, WithAPrunedJournalOlderRowsStay) {
  auto s = start();
  random_traffic(*s, 4, 30);
  pass(*s, days(40));
  random_traffic(*s, 5, 3);
  ASSERT_GT(s->journal->anchor().id.value, 0U);
  const std::string rows = s->rows();
  EXPECT_TRUE(rows_again(*s) == rows);
}

TEST_F(RebuildTest, WhatWasRefusedForItsLineOrTimeIsTakenOnce) {
  auto s = start();
  const auto queued = engine::testing::EventWords{.call = 5}.queued((kStart - at(0)).count());
  Refusal line = refusal_of(queued, RefusalReason::unknown_line, names_);
  line.seq = 1;
  line.epoch = s->epochs.intern("e1");
  line.type = EventType::call_answered;
  line.at = kStart + seconds(30);
  Refusal gone = line;
  gone.seq = 2;
  gone.line = "nowhere";
  Refusal ahead = refusal_of(queued, RefusalReason::future, names_);
  ahead.seq = 3;
  ahead.epoch = line.epoch;
  Refusal far = ahead;
  far.seq = 4;
  far.at = kStart + days(300);
  Refusal other = line;
  other.seq = 5;
  other.reason = RefusalReason::bad_id;
  Delivery delivery;
  delivery.source = SourceId{0};
  delivery.refusals = {line, gone, ahead, far, other};
  ASSERT_TRUE(s->channel.try_put(delivery));
  s->round();
  clock_.advance(minutes(5));
  const auto letters = s->ledger.take_letters();
  ASSERT_TRUE(letters);
  EXPECT_EQ(letters->taken, 2U);
  EXPECT_EQ(letters->impossible, 1U);
  EXPECT_EQ(letters->ahead, 1U);
  EXPECT_EQ(s->rows_of(LineId{0})[0].answered, 1);
  EXPECT_EQ(s->rows_of(LineId{0})[0].wait_answered, seconds(30));
  const store::ChainLink head = s->journal->head();
  s = nullptr;
  s = start();
  const auto again = s->ledger.take_letters();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->taken, 0U);
  EXPECT_EQ(again->known, 2U);
  EXPECT_EQ(s->journal->head(), head);
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 5U);
}

}  // namespace
}  // namespace jono::ledger
