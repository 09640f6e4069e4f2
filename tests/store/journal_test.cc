// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/journal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include "daemon/event/parser.h"
#include "tests/event/arbitrary_event.h"
#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

class JournalTest : public StoreTest {};
class C01_Journal : public StoreTest {};

TEST_F(JournalTest, BeginsEmpty) {
  OpenJournal j(path);
  ASSERT_TRUE(j.journal) << j.error.what;
  EXPECT_TRUE(j.journal->empty());
  EXPECT_EQ(j.journal->head(), ChainLink{});
  EXPECT_TRUE(j.read().empty());
  EXPECT_EQ(j.first_broken(), std::nullopt);
}

TEST_F(JournalTest, FilesAreForUsAlone) {
  OpenJournal j(path);
  j.append({queued(1, 5)});
  for (const auto& file : std::filesystem::directory_iterator(path)) {
    struct stat status{};
    ASSERT_EQ(::stat(file.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U) << file.path();
  }
}

TEST_F(JournalTest, WhatIsAppendedIsRead) {
  OpenJournal j(path);
  const std::vector<Event> first{queued(1, 5), queued(2, 3, SourceId{1}, LineId{1})};
  const std::vector<Event> second{queued(3, 9)};
  EXPECT_EQ(j.append(first, 1000), BatchId{1});
  EXPECT_EQ(j.append(second, 2000), BatchId{2});
  const auto kept = j.read();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].id, BatchId{1});
  EXPECT_EQ(kept[0].received_at, ms(1000));
  expect_same(kept[0].events, first);
  EXPECT_EQ(kept[1].received_at, ms(2000));
  expect_same(kept[1].events, second);
  EXPECT_EQ(j.read(BatchId{1}).size(), 1U);
  EXPECT_EQ(j.read(BatchId{2}).size(), 0U);
}

TEST_F(JournalTest, ABatchMayHoldNothing) {
  OpenJournal j(path);
  j.append(Batch{.received_at = ms(7)});
  const auto kept = j.read();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_TRUE(kept[0].events.empty());
  EXPECT_FALSE(j.journal->empty());
}

TEST_F(JournalTest, AgentStatesAreLeftOut) {
  OpenJournal j(path);
  Event agent = queued(1, 1);
  agent.what = AgentState{AgentId{{0x4142434445464748, 1}}, AgentPresence::busy};
  j.append({agent, queued(2, 2), agent});
  expect_same(j.read().at(0).events, {queued(2, 2)});
}

TEST_F(JournalTest, IsTheSameAfterARestart) {
  ChainLink head;
  {
    OpenJournal j(path);
    j.append({queued(1, 5)});
    j.append({queued(2, 6)});
    head = j.journal->head();
  }
  OpenJournal j(path);
  EXPECT_EQ(j.journal->head(), head);
  EXPECT_FALSE(j.journal->empty());
  EXPECT_EQ(j.append({queued(3, 7)}), BatchId{3});
  EXPECT_EQ(j.read().size(), 3U);
  EXPECT_EQ(j.first_broken(), std::nullopt);
  EXPECT_EQ(j.first_broken(head), std::nullopt);
}

TEST_F(JournalTest, PlacesAreKeptWithTheirBatch) {
  {
    OpenJournal j(path);
    const std::vector<Place> first{{SourceId{0}, "a1"}, {SourceId{1}, std::string("\0b", 2)}};
    const std::vector<Place> second{{SourceId{0}, ""}};
    j.append({.places = first});
    j.append({.places = second});
  }
  OpenJournal j(path);
  const std::vector<Place> want{{SourceId{0}, ""}, {SourceId{1}, std::string("\0b", 2)}};
  EXPECT_EQ(j.journal->places(), want);
}

// Their table is written once in a while only.
TEST_F(JournalTest, PlacesAreFoundAfterAnyNumberOfBatches) {
  std::vector<Place> want;
  for (int i = 1; i <= 200; ++i) {
    OpenJournal j(path);
    EXPECT_EQ(j.journal->places(), want);
    if (i % 7 == 0) {
      const std::vector<Place> other{{SourceId{1}, std::to_string(i)}};
      j.append({.received_at = ms(i), .places = other});
    } else {
      const std::vector<Place> one{{SourceId{0}, std::to_string(i)}};
      j.append({.received_at = ms(i), .places = one});
    }
    const int last = i % 7 == 0 ? i - 1 : i;
    want = {{SourceId{0}, std::to_string(last)}};
    if (i >= 7) want.push_back({SourceId{1}, std::to_string(i - i % 7)});
    EXPECT_EQ(j.journal->places(), want);
  }
}

TEST_F(JournalTest, PlacesOutliveTheBatchesThatToldThem) {
  const std::vector<Place> place{{SourceId{1}, "here"}};
  {
    OpenJournal j(path);
    j.append({.received_at = ms(1), .places = place});
    j.append({.received_at = ms(2)});
    EXPECT_EQ(j.journal->prune(ms(3), ms(0))->batches, 2U);
  }
  EXPECT_EQ(OpenJournal(path).journal->places(), place);
}

TEST_F(JournalTest, DeadLettersAreKeptWithTheirBatch) {
  OpenJournal j(path);
  Refusal full;
  full.reason = RefusalReason::unknown_line;
  full.source = SourceId{1};
  full.seq = 18446744073709551615U;
  full.type = EventType::call_queued;
  full.at = ms(-5);
  full.line = "o'ther \"line\"";
  full.length = 99;
  full.id = {7, 8};
  const std::vector<Refusal> refusals{full, Refusal{}};
  j.append({.refusals = refusals});
  j.append({queued(1, 1)});
  const auto kept = j.read();
  EXPECT_TRUE(kept[1].refusals.empty());
  ASSERT_EQ(kept[0].refusals.size(), 2U);
  const Refusal& r = kept[0].refusals[0];
  EXPECT_EQ(r.reason, full.reason);
  EXPECT_EQ(r.source, full.source);
  EXPECT_EQ(r.seq, full.seq);
  EXPECT_EQ(r.type, full.type);
  EXPECT_EQ(r.at, full.at);
  EXPECT_EQ(r.line, full.line);
  EXPECT_EQ(r.length, full.length);
  EXPECT_EQ(r.id, full.id);
  const Refusal& bare = kept[0].refusals[1];
  EXPECT_EQ(bare.reason, RefusalReason::not_json);
  EXPECT_FALSE(bare.source.set());
  EXPECT_FALSE(bare.type);
  EXPECT_FALSE(bare.at);
  EXPECT_EQ(bare.line, "");
}

TEST_F(JournalTest, ASecondConnectionReadsBesideTheWriter) {
  OpenJournal j(path);
  j.append({queued(1, 1)});
  auto reader = JournalReader::open(j.dir->path(), j.names, j.epochs);
  ASSERT_TRUE(reader) << reader.error().what;
  j.append({queued(2, 2)});
  std::vector<Kept> kept;
  ASSERT_TRUE((*reader)->for_each({}, OpenJournal::keep_in(kept)));
  EXPECT_EQ(kept.size(), 2U);
  EXPECT_EQ(*(*reader)->head(), j.journal->head());
}

TEST_F(JournalTest, PrunesTheOldestBatchesAndLetters) {
  OpenJournal j(path);
  const std::vector<Refusal> refusals(1);
  for (const int received : {10, 20, 15, 30, 5}) {
    const std::vector<Event> events{queued(1, received)};
    j.append({.received_at = ms(received), .events = events, .refusals = refusals});
  }
  const ChainLink head = j.journal->head();
  const auto pruned = j.journal->prune(ms(20), ms(30));
  ASSERT_TRUE(pruned) << pruned.error().what;
  EXPECT_EQ(pruned->batches, 1U);
  EXPECT_EQ(pruned->letters, 4U);
  EXPECT_FALSE(pruned->more);
  auto kept = j.read();
  ASSERT_EQ(kept.size(), 4U);
  EXPECT_EQ(kept[0].id, BatchId{2});
  EXPECT_EQ(kept[2].refusals.size(), 1U);
  EXPECT_EQ(kept[3].refusals.size(), 0U);
  EXPECT_EQ(j.first_broken(), std::nullopt);
  EXPECT_EQ(j.journal->reader().anchor()->id, BatchId{1});
  EXPECT_EQ(j.journal->prune(ms(31), ms(0))->batches, 4U);
  EXPECT_TRUE(j.journal->empty());
  EXPECT_EQ(j.journal->head(), head);
  EXPECT_EQ(j.append({queued(9, 9)}), BatchId{6});
  EXPECT_EQ(j.first_broken(head), std::nullopt);
}

TEST_F(JournalTest, PrunesAThousandAtOnce) {
  OpenJournal j(path);
  for (int i = 0; i < 1005; ++i) j.append(Batch{.received_at = ms(i)});
  const auto first = j.journal->prune(ms(1003), ms(0));
  EXPECT_EQ(first->batches, 1000U);
  EXPECT_TRUE(first->more);
  const auto second = j.journal->prune(ms(1003), ms(0));
  EXPECT_EQ(second->batches, 3U);
  EXPECT_FALSE(second->more);
  EXPECT_EQ(j.read().size(), 2U);
}

TEST_F(JournalTest, TheLogIsMovedIntoTheFile) {
  OpenJournal j(path);
  for (int i = 0; i < 100; ++i) {
    j.append_much();
    ASSERT_TRUE(j.journal->checkpoint());
  }
  EXPECT_GT(std::filesystem::file_size(path / "journal.db"), 40U << 20);
  EXPECT_LT(std::filesystem::file_size(path / "journal.db-wal"), 10U << 20);
  EXPECT_GT(j.journal->bytes(), std::filesystem::file_size(path / "journal.db"));
  EXPECT_EQ(j.first_broken(), std::nullopt);
}

TEST_F(JournalTest, IdsAreNeverReadableOnDisk) {
  OpenJournal j(path);
  EventParser parser(j.names, IdHasher(IdKey{1}), j.epochs, SourceRule::transport);
  const Event* event = parser.parse(
      R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"+358401234567","caller":"+358401234567"})",
      SourceId{0});
  ASSERT_NE(event, nullptr);
  const std::vector<Event> events{*event};
  ASSERT_EQ(
      parser.parse(
          R"({"v":1,"type":"call.queued","at":1,"line":"358401234567","call":"+358401234567"})",
          SourceId{0}),
      nullptr);
  const std::vector<Refusal> refusals{parser.refusal()};
  j.append({.events = events, .refusals = refusals});
  for (const auto& file : std::filesystem::directory_iterator(path)) {
    EXPECT_EQ(read_file(file.path()).find("401234567"), std::string::npos) << file.path();
  }
}

TEST_F(C01_Journal, WhatWasAppendedOutlivesAKill) {
  const auto after = root / "after";
  OpenJournal before(path);
  before.append({queued(1, 1)});
  before.append({queued(2, 2)});
  std::filesystem::create_directory(after);
  for (const char* file : {"journal.db", "journal.db-wal"}) {
    std::filesystem::copy_file(path / file, after / file);
  }
  OpenJournal j(after);
  EXPECT_EQ(j.journal->head(), before.journal->head());
  EXPECT_EQ(j.read().size(), 2U);
  EXPECT_EQ(j.first_broken(), std::nullopt);
}

RC_GTEST_PROP(JournalProperty, AnyEventsAreReadAsTheyWere, ()) {
  struct Fresh : StoreTest {
    void TestBody() override {}
    using StoreTest::path;
  } const fresh;
  OpenJournal j(fresh.path, test_names());
  std::vector<Event> events(*rc::gen::inRange<std::size_t>(0, 20));
  std::vector<Event> want;
  for (Event& e : events) {
    e = any_event(j.epochs);
    if (e.type() != EventType::agent_state) want.push_back(e);
  }
  j.append(events);
  const auto kept = j.read();
  RC_ASSERT(kept.size() == 1U);
  RC_ASSERT(std::ranges::equal(kept[0].events, want, same));
  RC_ASSERT(kept[0].skipped == 0U);
}

}  // namespace
}  // namespace jono::store
