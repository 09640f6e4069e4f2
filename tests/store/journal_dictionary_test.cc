// SPDX-License-Identifier: EUPL-1.2
// A journal that is read under another configuration than it was written under.
#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

class JournalDictionaryTest : public StoreTest {
 protected:
  void SetUp() override {
    OpenJournal j(path);
    Event with_epoch = queued(1, 1, SourceId{0}, LineId{0});
    with_epoch.seq = 4;
    with_epoch.epoch = j.epochs.intern("first");
    Event level = queued(2, 2, SourceId{1}, LineId{});
    level.what = BacklogLevel{BacklogId{0}, 3, {}, BacklogClass::urgent};
    const std::vector<Event> events{with_epoch, queued(3, 3, SourceId{1}, LineId{1}), level};
    const std::vector<Place> places{{SourceId{0}, "a"}, {SourceId{1}, "b"}};
    std::vector<Refusal> refusals(1);
    refusals[0].source = SourceId{1};
    j.append({.events = events, .refusals = refusals, .places = places});
  }
  // The one batch, as read by `j`.
  static Kept only(OpenJournal& j) {
    auto kept = j.read();
    EXPECT_EQ(kept.size(), 1U);
    return kept.at(0);
  }
};

TEST_F(JournalDictionaryTest, NumbersFollowTheNames) {
  OpenJournal j(path, Names({"aaa", "aspa", "b", "hoito"}, {{"a", {}}, {"ace", {}}, {"bulk", {}}},
                            {"aa", "kirjeet"}));
  static_cast<void>(j.epochs.intern("another"));
  const Kept batch = only(j);
  EXPECT_EQ(batch.skipped, 0U);
  ASSERT_EQ(batch.events.size(), 3U);
  EXPECT_EQ(batch.events[0].source, SourceId{1});
  EXPECT_EQ(batch.events[0].line, LineId{1});
  EXPECT_EQ(j.epochs.of(batch.events[0].epoch), "first");
  EXPECT_EQ(batch.events[0].epoch, EpochId{1});
  EXPECT_EQ(batch.events[1].source, SourceId{2});
  EXPECT_EQ(batch.events[1].line, LineId{3});
  EXPECT_FALSE(batch.events[2].line.set());
  EXPECT_EQ(std::get<BacklogLevel>(batch.events[2].what).backlog, BacklogId{1});
  EXPECT_EQ(batch.refusals.at(0).source, SourceId{2});
  const std::vector<Place> places{{SourceId{1}, "a"}, {SourceId{2}, "b"}};
  EXPECT_EQ(j.journal->places(), places);
}

TEST_F(JournalDictionaryTest, WhatIsNoMoreIsSkippedAndCounted) {
  {
    OpenJournal j(path, Names({"hoito"}, {{"ace", {}}, {"bulk", {}}}, {"kirjeet"}));
    EXPECT_EQ(only(j).skipped, 1U);
    EXPECT_EQ(only(j).events.size(), 2U);
  }
  {
    OpenJournal j(path, Names({"aspa", "hoito"}, {{"ace", {}}}, {"kirjeet"}));
    EXPECT_EQ(only(j).skipped, 2U);
    EXPECT_FALSE(only(j).refusals.at(0).source.set());
    EXPECT_EQ(j.journal->places().size(), 1U);
  }
  OpenJournal j(path, Names({"aspa", "hoito"}, {{"ace", {}}, {"bulk", {}}}, {}));
  EXPECT_EQ(only(j).skipped, 1U);
  EXPECT_EQ(j.first_broken(), std::nullopt);
}

}  // namespace
}  // namespace jono::store
