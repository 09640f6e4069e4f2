// SPDX-License-Identifier: EUPL-1.2
// What the ledger takes, keeps and brings back, on a real journal and history.
#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

TEST_F(LedgerTest, AcknowledgesWhatIsOnDisk) {
  auto s = start();
  EXPECT_EQ(s->receipts.get(SourceId{0}), Durable{});
  s->give(SourceId{0}, traffic(*s, 1, 5), Link::up);
  s->round();
  EXPECT_EQ(s->receipts.get(SourceId{0}), (Durable{s->epochs.intern("e1"), 5}));
}

TEST_F(LedgerTest, TellsWhoAsksWhenWhatHeGaveIsOnDisk) {
  auto s = start();
  int told = 0;
  const auto give = [&](std::vector<Event> events) {
    Delivery delivery;
    delivery.source = SourceId{0};
    delivery.events = std::move(events);
    delivery.durable = [&] {
      ++told;
      EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 5U) << "the journal comes first";
    };
    ASSERT_TRUE(s->channel.try_put(delivery));
  };
  give(traffic(*s, 1, 5));
  EXPECT_EQ(told, 0);
  s->round();
  EXPECT_EQ(told, 1);
  s->round();
  EXPECT_EQ(told, 1);
  give(traffic(*s, 1, 5));  // known already: it is on disk
  s->round();
  EXPECT_EQ(told, 2);
}

TEST_F(LedgerTest, AKillLosesNothingAndNoCounterFalls) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 400), Link::up);
  s->round();
  clock_.advance(minutes(2));  // long enough for a checkpoint
  s->round();
  s->give(SourceId{0}, traffic(*s, 401, 99), Link::up);
  s->give(SourceId{0}, traffic(*s, 300, 20), Link::up);
  s->round();
  clock_.advance(seconds(1));
  s->round();
  const std::string rows = s->rows();
  const auto before = s->ledger.snapshot();
  s = nullptr;  // no orderly end: no checkpoint
  s = start();
  s->give(SourceId{0}, {}, Link::up);
  s->round();
  EXPECT_EQ(s->rows(), rows);
  const auto after = s->ledger.snapshot();
  EXPECT_EQ(after->lines[0]->counters, before->lines[0]->counters);
  EXPECT_EQ(after->sources[0].counters, before->sources[0].counters);
  EXPECT_EQ(after->sources[0].counters.duplicates, 20U);
  EXPECT_EQ(s->receipts.get(SourceId{0}), (Durable{s->epochs.intern("e1"), 499}));
}

TEST_F(LedgerTest, ALostCheckpointIsMadeAnewFromTheJournal) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 100), Link::up);
  s->round();
  clock_.advance(minutes(2));
  s->round();
  const std::string rows = s->rows();
  const auto counters = s->ledger.snapshot()->lines[0]->counters;
  s = nullptr;
  for (const char* file : {"history.db", "history.db-wal", "history.db-shm"}) {
    std::filesystem::remove(path_ / file);
  }
  s = start();
  s->give(SourceId{0}, {}, Link::up);
  s->round();
  EXPECT_EQ(s->rows(), rows);
  EXPECT_EQ(s->ledger.snapshot()->lines[0]->counters, counters);
}

// What the feed's GAP leaves: numbers that nothing came for.
TEST_F(LedgerTest, AHoleInTheNumbersIsCountedAndLowersCoverage) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 2), Link::up);
  s->round();
  clock_.advance(minutes(1));
  std::vector<Event> later = traffic(*s, 50, 2);
  for (Event& event : later) event.at = clock_.now();
  s->give(SourceId{0}, later);
  s->round();
  clock_.advance(minutes(1));
  s->round();
  EXPECT_EQ(s->ledger.snapshot()->sources[0].counters.gaps, 1U);
  EXPECT_LT(s->ledger.snapshot()->lines[0]->hour.coverage, 1.0);
}

TEST_F(LedgerTest, ANewEpochIsAGapAndAllItsEventsCount) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 10), Link::up);
  s->round();
  std::vector<Event> fresh;
  for (std::uint64_t seq = 1; seq <= 1000; ++seq) {
    Event event = engine::testing::EventWords{.call = 5000 + seq}.queued(
        (clock_.now() - at(0)).count() + std::int64_t(seq));
    event.seq = seq;
    event.epoch = s->epochs.intern("e2");
    fresh.push_back(event);
  }
  s->give(SourceId{0}, fresh);
  s->round();
  clock_.advance(seconds(1));
  s->round();
  const auto snapshot = s->ledger.snapshot();
  EXPECT_EQ(snapshot->lines[0]->counters.offered, 5U + 1000U);
  EXPECT_EQ(snapshot->sources[0].counters.gaps, 1U);
  EXPECT_TRUE(s->receipts.has_left(SourceId{0}, s->epochs.intern("e1")));
  s = nullptr;
  s = start();
  EXPECT_TRUE(s->receipts.has_left(SourceId{0}, s->epochs.intern("e1")));
  EXPECT_EQ(s->receipts.get(SourceId{0}), (Durable{s->epochs.intern("e2"), 1000}));
}

TEST_F(LedgerTest, WhatComesTwiceAtOnceCountsOnce) {
  auto s = start();
  const std::vector<Event> events = traffic(*s, 1, 2);
  Event other = events[1];
  other.at += Millis(1);
  s->give(SourceId{0}, {events[0], events[1], events[1], other});
  s->give(SourceId{0}, {events[0]});
  s->round();
  clock_.advance(seconds(1));
  s->round();
  const auto counters = s->ledger.snapshot()->sources[0].counters;
  EXPECT_EQ(counters.duplicates, 2U);
  EXPECT_EQ(counters.rejected[std::size_t(RefusalReason::conflict)], 1U);
  EXPECT_EQ(s->ledger.snapshot()->sources[0].received, 5U);
}

TEST_F(LedgerTest, ARefusedEventIsNoHole) {
  auto s = start();
  Delivery delivery;
  delivery.source = SourceId{0};
  delivery.events = traffic(*s, 1, 1);
  Refusal refusal;
  refusal.reason = RefusalReason::bad_at;
  refusal.source = SourceId{0};
  refusal.seq = 2;
  refusal.epoch = s->epochs.intern("e1");
  delivery.refusals.push_back(refusal);
  ASSERT_TRUE(s->channel.try_put(delivery));
  s->round();
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 2U);
  s->give(SourceId{0}, traffic(*s, 3, 1));
  s->round();
  clock_.advance(seconds(1));
  s->round();
  const auto counters = s->ledger.snapshot()->sources[0].counters;
  EXPECT_EQ(counters.gaps, 0U);
  EXPECT_EQ(counters.rejected[std::size_t(RefusalReason::bad_at)], 1U);
  s = nullptr;
  s = start();
  EXPECT_EQ(s->ledger.snapshot()->sources[0].counters, counters);
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 3U);
}

TEST_F(LedgerTest, WhatLiesTooFarAheadIsRefused) {
  auto s = start();
  Event event = engine::testing::EventWords{}.queued((clock_.now() - at(0)).count() + 600'001);
  s->give(SourceId{0}, {event});
  s->round();
  clock_.advance(seconds(1));
  s->round();
  const auto& counters = s->ledger.snapshot()->sources[0].counters;
  EXPECT_EQ(counters.rejected[std::size_t(RefusalReason::future)], 1U);
  EXPECT_EQ(s->rows(), "");
}

TEST_F(LedgerTest, DeadLettersAreKeptForSevenDays) {
  auto s = start();
  Delivery delivery;
  delivery.source = SourceId{0};
  delivery.refusals.resize(1);
  ASSERT_TRUE(s->channel.try_put(delivery));
  s->round();
  const auto letters = [&] {
    int count = 0;
    EXPECT_TRUE(s->journal->reader().for_each_letter([&](const Refusal&) { ++count; }));
    return count;
  };
  pass(*s, days(7));
  clock_.advance(-minutes(1));
  s->round();
  EXPECT_EQ(letters(), 1);
  clock_.advance(minutes(12));
  s->round();
  EXPECT_EQ(letters(), 0);
}

TEST_F(LedgerTest, AnEventThatIsRefusedHereIsAcknowledgedLikeOneThatIsRefusedBefore) {
  auto s = start();
  Event ahead = traffic(*s, 3, 1)[0];
  ahead.at = clock_.now() + hours(1);
  s->give(SourceId{0}, traffic(*s, 1, 2), Link::up);
  s->give(SourceId{0}, {ahead});
  s->round();
  const Durable durable{s->epochs.intern("e1"), 3};
  EXPECT_EQ(s->receipts.get(SourceId{0}), durable);
  s->give(SourceId{0}, {ahead});  // a repeat is no second refusal
  s->give(SourceId{0}, traffic(*s, 4, 1));
  s->round();
  clock_.advance(seconds(1));
  s->round();
  const auto counters = s->ledger.snapshot()->sources[0].counters;
  EXPECT_EQ(counters.rejected[std::size_t(RefusalReason::future)], 1U);
  EXPECT_EQ(counters.duplicates, 1U);
  EXPECT_EQ(counters.gaps, 0U);
  s = nullptr;
  s = start();
  EXPECT_EQ(s->ledger.snapshot()->sources[0].counters, counters);
  EXPECT_EQ(s->receipts.get(SourceId{0}), (Durable{s->epochs.intern("e1"), 4}));
}

}  // namespace
}  // namespace jono::ledger
