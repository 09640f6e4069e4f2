// SPDX-License-Identifier: EUPL-1.2
// What a start makes of a journal and a checkpoint that do not go together.
#include <SQLiteCpp/Database.h>

#include "daemon/store/backup.h"
#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

class RecoveryTest : public LedgerTest {
 protected:
  void sql(const char* file, const std::string& text) {
    SQLite::Database db((path_ / file).string(), SQLite::OPEN_READWRITE);
    db.exec(text);
  }
  void remove_history() {
    for (const char* file : {"history.db", "history.db-wal", "history.db-shm"}) {
      std::filesystem::remove(path_ / file);
    }
  }
  // One batch of `count` events of source 0 from `first` on, and a checkpoint if a minute is over.
  void take(Start& s, std::uint64_t first, int count, Millis then = minutes(2)) {
    s.give(SourceId{0}, traffic(s, first, count), Link::up);
    s.round();
    clock_.advance(then);
    s.round();
  }
  // Events 1 to 100, 101 to 200 and 201 to 300, a checkpoint after each.
  std::string three_batches() {
    auto s = start();
    for (const std::uint64_t first : {1U, 101U, 201U}) take(*s, first, 100);
    return s->rows();
  }
  // Its rows, once its sources are there again.
  static std::string rows_of_all(Start& s) {
    s.give(SourceId{0}, {}, Link::up);
    s.round();
    return s.rows();
  }
  [[nodiscard]] std::uint64_t journaled(Start& s) const {
    std::uint64_t events = 0;
    EXPECT_TRUE(s.journal->reader().for_each(
        {}, [&](const store::StoredBatch& batch) { events += batch.events.size(); }));
    return events;
  }
};
class D10_Ledger : public RecoveryTest {};
class D11_Ledger : public RecoveryTest {};
class D12_Ledger : public RecoveryTest {};
class D15_Ledger : public RecoveryTest {};

// A watchdog that asks while a long journal is read hears that work goes on.
TEST_F(RecoveryTest, ToComeBackIsProgressToo) {
  const auto before = std::chrono::steady_clock::now();
  EXPECT_GE(start()->ledger.stats().progress, before);
}

TEST_F(D10_Ledger, ABrokenChainRewindsAndWhatIsSentAgainCountsOnce) {
  const std::string rows = three_batches();
  sql("journal.db", "DELETE FROM batch WHERE id = 3");
  sql("journal.db", "UPDATE batch SET events = 7 WHERE id = 2");
  sql("history.db", "UPDATE checkpoint SET journal = 4");  // as if there had been a fourth
  auto s = start();
  const auto known = s->receipts.get(SourceId{0});
  EXPECT_EQ(known, (Durable{s->epochs.intern("e1"), 100}));
  EXPECT_EQ(s->rows_of(LineId{0})[0].offered, 50);
  s->give(SourceId{0}, traffic(*s, 101, 200), Link::up);
  s->round();
  EXPECT_EQ(journaled(*s), 300U);
  EXPECT_TRUE(rows_of_all(*s) == rows);
  const auto& sources = s->ledger.snapshot()->sources;
  EXPECT_EQ(sources[0].counters.duplicates, 0U);
  s = nullptr;
  s = start();
  EXPECT_TRUE(rows_of_all(*s) == rows);
  EXPECT_TRUE(std::filesystem::exists(path_ / "journal.db.broken-2"));
}

TEST_F(D10_Ledger, ARewindThatIsCutOffBeginsAgain) {
  const std::string rows = three_batches();
  {
    Start s(path_, names_, clock_);
    ASSERT_TRUE(s.journal->cut_after(store::BatchId{1}));  // and here it was killed
  }
  auto s = start();
  SQLite::Database copy((path_ / "journal.db.broken-2").string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(copy.execAndGet("SELECT count(*) FROM batch").getInt(), 3);
  s->give(SourceId{0}, traffic(*s, 101, 200), Link::up);
  s->round();
  EXPECT_TRUE(rows_of_all(*s) == rows);
}

TEST_F(D10_Ledger, WhatNobodySendsAgainIsAGap) {
  auto s = start();
  const engine::testing::EventWords words{.source = SourceId{1}, .line = LineId{1}};
  const auto now = [&] { return (clock_.now() - at(0)).count(); };
  s->give(SourceId{1}, {words.queued(now())}, Link::up);
  s->give(SourceId{0}, traffic(*s, 1, 10), Link::up);
  s->round();
  const Instant last_good = clock_.now();
  clock_.advance(minutes(2));
  s->give(SourceId{1}, {words.answered(now())});
  s->give(SourceId{0}, traffic(*s, 11, 10));
  s->round();
  clock_.advance(minutes(2));
  s->give(SourceId{1}, {}, Link::up);
  s->round();
  s = nullptr;
  sql("journal.db", "DELETE FROM batch WHERE id = (SELECT max(id) FROM batch)");
  s = start();
  clock_.advance(minutes(2));
  s->give(SourceId{1}, {}, Link::up);
  s->give(SourceId{0}, traffic(*s, 21, 10), Link::up);  // it has forgotten 11 to 20
  s->round();
  const auto of = [&](LineId line) {
    return s->ledger.record_now(line, kNever, Instant::max())->gaps;
  };
  EXPECT_THAT(of(LineId{1}), ::testing::Contains(engine::Gap{last_good, clock_.now()}));
  EXPECT_THAT(of(LineId{0}),
              ::testing::Contains(engine::Gap{kStart + Millis(10), kStart + Millis(21 + 20)}));
}

TEST_F(D10_Ledger, OlderRowsOutliveARewindOfAPrunedJournal) {
  std::string old_rows;
  {
    auto s = start();
    take(*s, 1, 100);
    old_rows = rows_of_all(*s);
    pass(*s, days(40));  // what is there is pruned
    take(*s, 101, 1, minutes(11));
    s->round();
    for (const std::uint64_t first : {102U, 202U}) take(*s, first, 100);
    EXPECT_NE(s->journal->anchor().id, store::BatchId{});
  }
  sql("journal.db", "DELETE FROM batch WHERE id = (SELECT max(id) FROM batch)");
  auto s = start();
  s->give(SourceId{0}, {}, Link::up);
  s->round();
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 201U);
  EXPECT_EQ(s->ledger.snapshot()->lines[0]->counters.offered, 0U);
  EXPECT_GE(s->rows_of(LineId{0})[0].offered, 50);
  // Numbers from before the journal's beginning are known still.
  s->give(SourceId{0}, traffic(*s, 50, 20), Link::up);
  s->round();
  clock_.advance(seconds(1));
  s->round();
  EXPECT_EQ(s->ledger.snapshot()->sources[0].counters.events,
            decltype(engine::SourceCounters::events){});
}

TEST_F(D11_Ledger, TheJournalOfAnotherDaemonIsRefused) {
  three_batches();
  std::filesystem::rename(path_, path_.string() + ".other");
  clock_.advance(minutes(1));
  const std::string rows = three_batches();
  std::filesystem::rename(path_.string() + ".other/journal.db", path_ / "journal.db");
  {
    Start s(path_, names_, clock_);
    const auto recovered = s.ledger.recover();
    ASSERT_FALSE(recovered);
    EXPECT_THAT(recovered.error().what, ::testing::HasSubstr("are of two daemons"));
  }
  std::filesystem::remove_all(path_.string() + ".other");
  EXPECT_FALSE(std::filesystem::exists(path_ / "journal.db.broken-3"));
  remove_history();
  EXPECT_FALSE(rows_of_all(*start()).empty());
}

TEST_F(D11_Ledger, AnEmptyJournalFileGoesOnBehindHistory) {
  const std::string rows = three_batches();
  std::filesystem::resize_file(path_ / "journal.db", 0);
  auto s = start();
  EXPECT_TRUE(rows_of_all(*s) == rows);
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 300U);
  take(*s, 201, 150);
  EXPECT_EQ(journaled(*s), 50U);
  s = nullptr;
  s = start();
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 350U);
  EXPECT_EQ(s->rows_of(LineId{0})[0].offered, 175);
}

TEST_F(D15_Ledger, AnOldBackupAsksForWhatCameSince) {
  const auto copy = path_.string() + ".copy";
  for (const bool with_journal : {false, true}) {
    std::filesystem::remove_all(path_);
    std::filesystem::remove_all(copy);
    clock_.set(kStart);
    std::string rows;
    {
      auto s = start();
      take(*s, 1, 100);
      ASSERT_TRUE(store::back_up(path_, copy, with_journal));
      take(*s, 101, 200);
      rows = s->rows();
    }
    std::filesystem::remove_all(path_);
    std::filesystem::rename(copy, path_);
    auto s = start();
    EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 100U);
    s->give(SourceId{0}, traffic(*s, 51, 250), Link::up);  // what its outbox holds
    s->round();
    EXPECT_TRUE(rows_of_all(*s) == rows) << with_journal;
    s = nullptr;
    s = start();
    EXPECT_TRUE(rows_of_all(*s) == rows) << with_journal;
  }
}

TEST_F(D15_Ledger, WhatIsGoneFromTheSourceTooIsAGap) {
  const auto copy = path_.string() + ".copy";
  {
    auto s = start();
    take(*s, 1, 100);
    ASSERT_TRUE(store::back_up(path_, copy, false));
    take(*s, 101, 100);
  }
  std::filesystem::remove_all(path_);
  std::filesystem::rename(copy, path_);
  auto s = start();
  take(*s, 201, 100);
  const auto gaps = s->ledger.record_now(LineId{0}, kNever, Instant::max())->gaps;
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].from, kStart + Millis(100));
  EXPECT_EQ(s->ledger.snapshot()->sources[0].counters.gaps, 1U);
}

TEST_F(D12_Ledger, ACorruptCheckpointFallsBackToTheJournal) {
  const std::string rows = three_batches();
  for (const char* damage : {"hash = x'00'", "state = x'0011'", "state = zeroblob(100)"}) {
    sql("history.db", std::string("UPDATE checkpoint SET ") + damage);
    EXPECT_TRUE(rows_of_all(*start()) == rows) << damage;
  }
}

TEST_F(D12_Ledger, NoFlippedBitOfACheckpointChangesWhatIsKnown) {
  const std::string rows = three_batches();
  SQLite::Database db((path_ / "history.db").string(), SQLite::OPEN_READWRITE);
  const auto size = db.execAndGet("SELECT length(state) FROM checkpoint").getInt();
  for (int byte = 0; byte < size; byte += 41) {
    db.exec("CREATE TEMP TABLE IF NOT EXISTS kept AS SELECT state FROM checkpoint");
    db.exec("UPDATE checkpoint SET state = CAST(substr(state, 1, " + std::to_string(byte) +
            ") || x'5a' || substr(state, " + std::to_string(byte + 2) + ") AS BLOB)");
    auto s = start();
    EXPECT_TRUE(rows_of_all(*s) == rows) << byte;
    EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 300U) << byte;
    s = nullptr;
    db.exec("UPDATE checkpoint SET state = (SELECT state FROM kept)");
  }
}

TEST_F(D12_Ledger, AStaleCheckpointReadsTheJournalsTail) {
  {
    auto s = start();
    take(*s, 1, 100);
  }
  std::filesystem::copy(path_ / "history.db", path_ / "stale.db");
  std::string rows;
  {
    auto s = start();
    take(*s, 101, 100);
    take(*s, 201, 100);
    rows = s->rows();
  }
  remove_history();
  std::filesystem::rename(path_ / "stale.db", path_ / "history.db");
  auto s = start();
  EXPECT_TRUE(rows_of_all(*s) == rows);
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 300U);
}

TEST_F(D12_Ledger, ADamagedRowIsDerivedFromAWholeJournal) {
  const std::string rows = three_batches();
  sql("history.db", "UPDATE quarter SET row = x'00'");
  EXPECT_TRUE(rows_of_all(*start()) == rows);
}

}  // namespace
}  // namespace jono::ledger
