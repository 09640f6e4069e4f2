// SPDX-License-Identifier: EUPL-1.2
// What is damaged, missing or not ours is noticed, and cut off.
#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include <random>

#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

class JournalChainTest : public StoreTest {
 protected:
  // Five batches; batch n holds call n. The file is closed afterwards.
  void SetUp() override {
    OpenJournal j(path);
    for (int i = 1; i <= 5; ++i) {
      const std::vector<Event> events{queued(static_cast<std::uint64_t>(i), i)};
      const std::vector<Refusal> refusals(1);
      std::vector<Place> places{{SourceId{0}, std::to_string(i)}};
      if (i == 2) places.push_back({SourceId{1}, "two"});
      j.append({.received_at = ms(i), .events = events, .refusals = refusals, .places = places});
      links.push_back(j.journal->head());
    }
  }
  void sql(const std::string& text) {
    SQLite::Database db((path / "journal.db").string(), SQLite::OPEN_READWRITE);
    db.exec(text);
  }
  std::optional<std::uint64_t> broken_after(const std::string& text, const ChainLink& known = {}) {
    sql(text);
    OpenJournal j(path);
    return j.first_broken(known);
  }
  std::string refused_after(const std::string& text) {
    sql(text);
    return OpenJournal(path).error.what;
  }

  std::vector<ChainLink> links;  // after each batch
};
class D10_Journal : public JournalChainTest {};
class D11_Journal : public JournalChainTest {};
class O01_Journal : public JournalChainTest {};
class C11_Journal : public JournalChainTest {};
class D09_Journal : public StoreTest {};

TEST_F(D10_Journal, AFlippedByteInABlobIsFound) {
  EXPECT_EQ(broken_after("UPDATE batch SET blob = CAST(substr(blob, 1, length(blob) - 1) || x'7f'"
                         " AS BLOB) WHERE id = 3"),
            3U);
  OpenJournal j(path);
  EXPECT_EQ(j.read().size(), 2U);
  ASSERT_FALSE(j.last_read);
  EXPECT_EQ(j.last_read.error().code, Errc::give_up);
  EXPECT_NE(j.last_read.error().what.find("batch 3 does not fit the chain"), std::string::npos);
  EXPECT_EQ(j.first_broken(links[2]), std::nullopt);
}

TEST_F(D10_Journal, AnyChangedFieldIsFound) {
  for (const char* change :
       {"received_at = 0", "events = 2", "refusals = 0", "earliest_at = 0", "latest_at = 9",
        "latest_at = NULL", "lines = '[]'", "hash = zeroblob(32)", "hash = x'00'"}) {
    std::filesystem::remove_all(path);
    SetUp();
    EXPECT_EQ(broken_after(fmt::format("UPDATE batch SET {} WHERE id = 4", change)), 4U) << change;
  }
}

TEST_F(D10_Journal, NoFlippedBitGivesOtherEvents) {
  const std::string whole = read_file(path / "journal.db");
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] ^= static_cast<char>(1U << random() % 8);
    std::filesystem::remove(path / "journal.db-wal");
    std::filesystem::remove(path / "journal.db-shm");
    write_file(path / "journal.db", damaged);
    OpenJournal j(path);
    if (!j.journal) continue;
    const auto kept = j.read();
    for (std::size_t i = 0; i < kept.size(); ++i) {
      EXPECT_EQ(kept[i].id, BatchId{i + 1});
      expect_same(kept[i].events, {queued(i + 1, static_cast<std::int64_t>(i) + 1)});
    }
    if (!j.last_read || kept.size() == 5) continue;
    const auto broken = j.journal->reader().first_broken(links.back());
    EXPECT_TRUE(!broken || *broken);
  }
}

TEST_F(D11_Journal, AMissingRowIsFound) {
  EXPECT_EQ(broken_after("DELETE FROM batch WHERE id = 2"), 2U);
}

TEST_F(D11_Journal, AMissingBeginningIsFound) {
  EXPECT_EQ(broken_after("DELETE FROM batch WHERE id <= 2"), 1U);
}

TEST_F(D11_Journal, AMissingEndIsFoundByWhoKnowsTheHead) {
  EXPECT_EQ(broken_after("DELETE FROM batch WHERE id >= 4"), std::nullopt);
  EXPECT_EQ(OpenJournal(path).first_broken(links[4]), 4U);
}

TEST_F(D11_Journal, AnotherJournalIsFoundByWhoKnowsARow) {
  ChainLink other = links[2];
  other.hash[0] ^= 1;
  OpenJournal j(path);
  EXPECT_EQ(j.first_broken(other), 3U);
  EXPECT_EQ(j.first_broken(links[2]), std::nullopt);
}

TEST_F(D11_Journal, AFileOfAnotherProgramIsRefused) {
  EXPECT_NE(refused_after("PRAGMA application_id = 1").find("is not a journal of jonovahti"),
            std::string::npos);
  write_file(path / "journal.db", std::string(4096, 'x'));
  EXPECT_NE(OpenJournal(path).error.what, "");
}

TEST_F(O01_Journal, ANewerFormatIsRefused) {
  const std::string why = refused_after("PRAGMA user_version = 2");
  EXPECT_NE(why.find("has format 2"), std::string::npos) << why;
  EXPECT_NE(why.find("start the newer version"), std::string::npos) << why;
}

TEST_F(C11_Journal, ARowThatFitsButCannotBeDecodedIsSkipped) {
  BatchRow row{.id = {3}, .received_at = ms(3), .events = 1, .lines = "[]", .blob = "poison"};
  const ChainHash hash = chain_hash(links[1].hash, row);
  {
    SQLite::Database db((path / "journal.db").string(), SQLite::OPEN_READWRITE);
    db.exec("DELETE FROM batch WHERE id >= 3");
    SQLite::Statement insert(db, "INSERT INTO batch VALUES (3, 3, 1, 0, NULL, NULL, '[]', ?, ?)");
    insert.bind(1, hash.data(), static_cast<int>(hash.size()));
    insert.bind(2, row.blob.data(), static_cast<int>(row.blob.size()));
    insert.exec();
  }
  OpenJournal j(path);
  const auto kept = j.read();
  EXPECT_TRUE(j.last_read);
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_TRUE(kept[2].events.empty());
  EXPECT_EQ(kept[2].skipped, 1U);
}

TEST_F(D10_Journal, WhatIsBrokenIsCutOffAndKeptAside) {
  sql("UPDATE batch SET events = 7 WHERE id = 4");
  {
    OpenJournal j(path);
    const auto cut = j.journal->cut_after(BatchId{3});
    ASSERT_TRUE(cut) << cut.error().what;
    EXPECT_EQ(j.journal->head(), links[2]);
    const auto kept = j.read();
    ASSERT_EQ(kept.size(), 3U);
    EXPECT_EQ(kept[2].refusals.size(), 1U);
    const std::vector<Place> places{{SourceId{0}, "3"}, {SourceId{1}, "two"}};
    EXPECT_EQ(j.journal->places(), places);
    EXPECT_EQ(j.append({queued(9, 9)}), BatchId{4});
    EXPECT_EQ(j.first_broken(), std::nullopt);
  }
  const auto aside = path / "journal.db.broken-4";
  SQLite::Database copy(aside.string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(copy.execAndGet("SELECT count(*) FROM batch").getInt(), 5);
  EXPECT_EQ(std::filesystem::status(aside).permissions(), std::filesystem::perms(0600));
}

TEST_F(D10_Journal, CutToNothingEverySourceBeginsAnew) {
  OpenJournal j(path);
  ASSERT_TRUE(j.journal->cut_after(BatchId{0}));
  EXPECT_TRUE(j.journal->empty());
  EXPECT_TRUE(j.journal->places().empty());
  EXPECT_EQ(j.append({queued(1, 1)}), BatchId{1});
}

TEST_F(JournalChainTest, PlacesOfPrunedBatchesOutliveACut) {
  OpenJournal j(path);
  EXPECT_EQ(j.journal->prune(ms(4), ms(0))->batches, 3U);
  ASSERT_TRUE(j.journal->cut_after(BatchId{4}));
  const std::vector<Place> places{{SourceId{0}, "4"}, {SourceId{1}, "two"}};
  EXPECT_EQ(j.journal->places(), places);
}

// A log that lost its end anywhere gives whole batches, from the first on.
TEST_F(D09_Journal, ACutLogGivesWholeBatches) {
  std::string db;
  std::string log;
  {
    OpenJournal j(path);
    for (int i = 1; i <= 5; ++i) j.append({queued(static_cast<std::uint64_t>(i), i)});
    db = read_file(path / "journal.db");
    log = read_file(path / "journal.db-wal");
  }
  std::size_t last = 0;
  for (std::size_t size = 0; size <= log.size(); size += 509) {
    std::filesystem::remove(path / "journal.db-shm");
    write_file(path / "journal.db", db);
    write_file(path / "journal.db-wal", log.substr(0, size));
    OpenJournal j(path);
    ASSERT_TRUE(j.journal) << j.error.what;
    const auto kept = j.read();
    EXPECT_TRUE(j.last_read);
    EXPECT_GE(kept.size(), last);
    last = kept.size();
    for (std::size_t i = 0; i < kept.size(); ++i) {
      expect_same(kept[i].events, {queued(i + 1, static_cast<std::int64_t>(i) + 1)});
    }
  }
  EXPECT_GE(last, 4U);
}

}  // namespace
}  // namespace jono::store
