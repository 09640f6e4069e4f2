// SPDX-License-Identifier: EUPL-1.2
// Connections and clocks: what they do to coverage and to the figures for now.
#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

// What a source says of its connection, and whether it will send again what is missed.
Delivery said(Link link, std::optional<bool> resumes) {
  Delivery out;
  out.source = SourceId{0};
  out.link = link;
  out.resumes = resumes;
  return out;
}

TEST_F(LedgerTest, ASilentSourceIsDownAndItsFiguresUnknown) {
  auto s = start();
  engine::testing::EventWords words{.source = SourceId{1}, .line = LineId{1}};
  s->give(SourceId{1}, {words.queued((clock_.now() - at(0)).count())}, Link::up);
  s->round();
  clock_.advance(seconds(1));
  s->round();
  EXPECT_TRUE(s->ledger.snapshot()->lines[1]->known);
  clock_.advance(minutes(2));
  s->round();
  const auto snapshot = s->ledger.snapshot();
  EXPECT_FALSE(snapshot->sources[1].up);
  EXPECT_FALSE(snapshot->lines[1]->known);
}

TEST_F(LedgerTest, ASourceNeverHeardIsWaitedForFromTheStart) {
  auto s = start();
  EXPECT_EQ(s->ledger.snapshot()->sources[0].silent_since, kStart);
  clock_.advance(seconds(10));
  s->give(SourceId{0}, {}, Link::up);
  s->round();
  const auto& source = s->ledger.snapshot()->sources[0];
  EXPECT_EQ(source.silent_since, kStart + seconds(10));
  EXPECT_EQ(source.up_since, kStart + seconds(10));
}

TEST_F(LedgerTest, ALineIsSettledTwoMinutesAfterItsLastSourceCameBack) {
  auto s = start();
  const engine::testing::EventWords words;
  const auto one_second_later = [&](Link link) {
    clock_.advance(seconds(1));
    s->give(SourceId{0}, {}, link);
    s->round();
    return s->ledger.snapshot()->lines[0]->settled;
  };
  s->give(SourceId{0}, {words.queued((kStart - at(0)).count())}, Link::up);
  s->round();
  for (int i = 1; i < 120; ++i) ASSERT_FALSE(one_second_later(Link::unchanged)) << i;
  EXPECT_TRUE(one_second_later(Link::unchanged));
  EXPECT_FALSE(one_second_later(Link::down));
  EXPECT_FALSE(s->ledger.snapshot()->sources[0].up_since);
  for (int i = 0; i < 120; ++i) ASSERT_FALSE(one_second_later(Link::up)) << i;
  EXPECT_TRUE(one_second_later(Link::unchanged));
  s = nullptr;
  s = start();
  EXPECT_FALSE(s->ledger.snapshot()->lines[0]->settled);
}

// A quiet line is looked at in turns, but not for this.
TEST_F(LedgerTest, AQuietLineIsUnknownAsSoonAsItsSourceIsGone) {
  auto s = start();
  s->give(SourceId{0}, {engine::testing::EventWords{.line = LineId{1}}.queued(0)}, Link::up);
  for (int i = 0; i < 12; ++i) {
    clock_.advance(hours(1));
    s->round();
  }
  for (const Link link : {Link::down, Link::up, Link::behind, Link::behind, Link::up, Link::left,
                          Link::up, Link::down}) {
    clock_.advance(seconds(1));
    s->give(SourceId{0}, {}, link);
    s->round();
    for (const auto& line : s->ledger.snapshot()->lines) EXPECT_EQ(line->known, link == Link::up);
  }
}

// The time without a connection is a hole where the session before it, or after it, kept nothing.
TEST_F(LedgerTest, TimeAwayWithoutAnOutboxIsAHole) {
  std::filesystem::create_directories(path_);
  for (const bool before : {true, false}) {
    for (const bool after : {true, false}) {
      Start s(path_ / std::to_string(2 * int(before) + int(after)), names_, clock_);
      ASSERT_TRUE(s.ledger.recover());
      const engine::testing::EventWords words;
      const auto session = [&](Link link, std::optional<bool> resumes) {
        Delivery delivery = said(link, resumes);
        ASSERT_TRUE(s.channel.try_put(delivery));
        clock_.advance(minutes(5));
        s.round();
      };
      s.give(SourceId{0}, {words.queued((clock_.now() - at(0)).count())}, Link::up);
      session(Link::up, before);
      EXPECT_EQ(s.ledger.snapshot()->sources[0].best_effort, !before);
      session(Link::left, {});
      session(Link::up, after);
      for (int i = 0; i < 12; ++i) {  // a quiet line is looked at in turns
        clock_.advance(seconds(1));
        s.round();
      }
      EXPECT_EQ(s.ledger.snapshot()->lines[0]->hour.coverage == 1, before && after)
          << before << after;
    }
  }
}

// One that tells what it knows before it is connected, as a log does beside a manager interface.
TEST_F(LedgerTest, TimeBeforeTheFirstConnectionIsAHoleUnlessItIsFilled) {
  std::filesystem::create_directories(path_);
  for (const std::uint32_t source : {0U, 1U}) {  // the first one resumes
    Start s(path_ / std::to_string(source), names_, clock_);
    ASSERT_TRUE(s.ledger.recover());
    const engine::testing::EventWords words{.source = SourceId{source}};
    const auto coverage_after = [&](Link link, std::vector<Event> events,
                                    std::optional<bool> says) {
      Delivery delivery;
      delivery.source = SourceId{source};
      delivery.link = link;
      delivery.resumes = says;
      delivery.events = std::move(events);
      EXPECT_TRUE(s.channel.try_put(delivery));
      for (int i = 0; i < 12; ++i) {
        clock_.advance(seconds(1));
        s.round();
      }
      return s.ledger.snapshot()->lines[0]->hour.coverage;
    };
    const std::int64_t now = (clock_.now() - at(0)).count();
    EXPECT_LT(coverage_after(Link::down, {words.queued(now)}, {}), 1);
    EXPECT_LT(coverage_after(Link::behind, {}, {}), 1);
    EXPECT_EQ(coverage_after(Link::up, {}, {}) == 1, source == 0);
  }
}

TEST_F(LedgerTest, APromiseOfOneThatIsUpHoldsForWhatFollows) {
  auto s = start();
  const engine::testing::EventWords words;
  const auto say = [&](Link link, std::optional<bool> resumes) {
    Delivery delivery = said(link, resumes);
    ASSERT_TRUE(s->channel.try_put(delivery));
    for (int i = 0; i < 12; ++i) {
      clock_.advance(seconds(1));
      s->round();
    }
  };
  s->give(SourceId{0}, {words.queued((clock_.now() - at(0)).count())}, Link::up);
  say(Link::up, false);
  say(Link::up, true);
  say(Link::down, {});
  say(Link::up, {});
  EXPECT_EQ(s->ledger.snapshot()->lines[0]->hour.coverage, 1);
}

using Time1_Ledger = LedgerTest;
using Time5_Ledger = LedgerTest;

TEST_F(Time1_Ledger, AClockSetTenYearsAheadWipesNothingOut) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 10), Link::up);
  s->round();
  for (const Millis step : {days(3650), -days(3650), -days(3650), days(3650)}) {
    clock_.advance(step);
    for (int i = 0; i < 6; ++i) {
      clock_.advance(minutes(10));
      s->round();
    }
  }
  EXPECT_EQ(s->journal->anchor().id.value, 0U);
  s->give(SourceId{0}, traffic(*s, 11, 1));
  s->round();
  pass(*s, days(40));
  EXPECT_GT(s->journal->anchor().id.value, 0U) << "what is old goes all the same";
}

TEST_F(Time1_Ledger, AfterAStartWithAClockTenYearsAheadAllIsStillThere) {
  {
    auto s = start();
    s->give(SourceId{0}, traffic(*s, 1, 10), Link::up);
    s->round();
  }
  clock_.advance(days(3650));
  auto s = start();
  s->round();
  EXPECT_EQ(s->journal->anchor().id.value, 0U);
}

TEST_F(Time1_Ledger, CheckpointsGoOnAfterTheClockWasSetBack) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 10), Link::up);
  s->round();
  clock_.advance(-days(3650));
  s->give(SourceId{0}, {}, Link::up);
  s->round();
  const auto kept = s->history->checkpoint();
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->journal.id, s->journal->head().id);
}

TEST_F(Time5_Ledger, AClockAheadShowsInItsEventsAndWhenItIsRightAgain) {
  auto s = start();
  const auto told = [&](Millis ahead, std::uint64_t call) {
    engine::testing::EventWords words{.call = call};
    s->give(SourceId{0}, {words.queued((clock_.now() + ahead - at(0)).count())}, Link::up);
    clock_.advance(minutes(1));
    s->round();
    clock_.advance(minutes(1));
    s->round();
    return s->ledger.snapshot()->sources[0].skew;
  };
  EXPECT_EQ(told(minutes(6), 1), minutes(5));
  EXPECT_EQ(told(-minutes(5), 2), std::nullopt) << "it may just be late";
  EXPECT_EQ(told(hours(3), 3), hours(3) - minutes(1)) << "refused, and flagged all the same";
}

TEST_F(LedgerTest, TheSkewOfAConnectionEndsWithIt) {
  auto s = start();
  const auto told = [&](Link link, std::optional<Millis> skew) {
    Delivery delivery;
    delivery.source = SourceId{0};
    delivery.link = link;
    delivery.skew = skew;
    EXPECT_TRUE(s->channel.try_put(delivery));
    clock_.advance(seconds(1));
    s->round();
    return s->ledger.snapshot()->sources[0].skew;
  };
  EXPECT_EQ(told(Link::up, Millis(70)), Millis(70));
  EXPECT_EQ(told(Link::down, {}), std::nullopt);
  EXPECT_EQ(told(Link::up, {}), std::nullopt);
}

}  // namespace
}  // namespace jono::ledger
