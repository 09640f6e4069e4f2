// SPDX-License-Identifier: EUPL-1.2
// The walk, sentence by sentence.
#include <gtest/gtest.h>

#include "daemon/engine/visit.h"
#include "tests/engine/engine_support.h"

namespace jono::engine {
namespace {

using testing::at;

struct Case {
  Facts facts;
  std::vector<Instant> snapshots;
  Instant clock = at(0);
  Millis lost_after = std::chrono::hours(4);

  Case& fact(std::int64_t ms, FactKind kind, bool coarse = false, std::uint8_t reason = 0) {
    insert(facts, {at(ms), kind, reason, coarse, false, 0, Millis(0)});
    return *this;
  }
  Case& listed(std::int64_t ms, std::int64_t snapshot_ms) {
    insert(facts, {at(ms), FactKind::listed, 0, false, false, 1, Millis(snapshot_ms - ms)});
    return snapshot(snapshot_ms);
  }
  Case& snapshot(std::int64_t ms) {
    if (std::ranges::find(snapshots, at(ms)) == snapshots.end()) snapshots.push_back(at(ms));
    std::ranges::sort(snapshots);
    return *this;
  }
  Case& now(std::int64_t ms) {
    clock = at(ms);
    return *this;
  }
  // "10-20 answered, 30- waiting; orphans 1"
  [[nodiscard]] std::string text() const {
    CallHistory history;
    Walker().walk(facts, {snapshots, clock, lost_after}, history);
    static constexpr std::array kNames = {"waiting", "answered", "abandoned", "redirected", "lost"};
    std::string out;
    for (const Visit& v : history.visits) {
      if (!out.empty()) out += ", ";
      out += std::to_string(v.queued.time_since_epoch().count()) + "-";
      if (v.outcome != Outcome::waiting) {
        out += std::to_string(v.closed.time_since_epoch().count());
      }
      out += std::string(" ") + kNames[std::size_t(v.outcome)];
      if (v.ended) out += " to " + std::to_string(v.ended->time_since_epoch().count());
    }
    if (history.orphans > 0) out += "; orphans " + std::to_string(history.orphans);
    return out;
  }
};

using enum FactKind;

TEST(Walk, OneCall) {
  EXPECT_EQ(Case().fact(10, queued).fact(20, answered).fact(50, ended).text(),
            "10-20 answered to 50");
  EXPECT_EQ(Case().fact(10, queued).now(50).text(), "10- waiting");
}

TEST(Walk, AClosingComesFirstWithinOneInstantThenAQueueing) {
  EXPECT_EQ(Case().fact(10, queued).fact(20, answered).fact(20, queued).text(),
            "10-20 answered, 20- waiting");
  EXPECT_EQ(Case().fact(20, queued).fact(20, abandoned).text(), "20-20 abandoned");
  EXPECT_EQ(Case().fact(10, queued).fact(20, abandoned).fact(20, queued).fact(20, answered).text(),
            "10-20 answered, 20-20 abandoned");
}

TEST(Walk, AClosingWithoutAVisitIsAnOrphan) {
  EXPECT_EQ(Case().fact(10, answered).fact(20, queued).now(30).text(), "20- waiting; orphans 1");
  EXPECT_EQ(Case().fact(5, ended).text(), "; orphans 1");
}

TEST(Walk, ASecondQueueingIsIgnoredWhileOneIsOpen) {
  EXPECT_EQ(Case().fact(10, queued).fact(20, queued).fact(30, answered).text(), "10-30 answered");
}

TEST(Walk, BetterEvidenceTakesThePlaceOfALostCall) {
  EXPECT_EQ(Case().fact(10, queued).fact(20, lost).fact(30, answered).fact(40, ended).text(),
            "10-30 answered to 40");
  EXPECT_EQ(Case().fact(10, queued).fact(20, lost).fact(30, lost).text(), "10-20 lost; orphans 1");
  EXPECT_EQ(Case().fact(10, queued).fact(20, lost).fact(30, abandoned).fact(40, answered).text(),
            "10-30 abandoned; orphans 1");
}

TEST(Walk, AQueueingGoesBeforeTheReplacementOfALostCall) {
  EXPECT_EQ(Case().fact(10, queued).fact(20, lost).fact(30, queued).fact(30, answered).text(),
            "10-20 lost, 30-30 answered");
}

TEST(Walk, AnOldVisitIsLost) {
  Case c;
  c.lost_after = Millis(100);
  EXPECT_EQ(Case(c).fact(10, queued).now(109).text(), "10- waiting");
  EXPECT_EQ(Case(c).fact(10, queued).now(110).text(), "10-110 lost");
  EXPECT_EQ(Case(c).fact(10, queued).fact(110, queued).now(115).text(),
            "10-110 lost, 110- waiting");
  EXPECT_EQ(Case(c).fact(10, queued).fact(500, answered).now(500).text(), "10-500 answered");
}

TEST(Walk, ASnapshotWithoutTheCallMarksItMissing) {
  EXPECT_EQ(Case().fact(0, queued).snapshot(1999).now(5000).text(), "0- waiting");
  EXPECT_EQ(Case().fact(0, queued).snapshot(2000).now(5000).text(), "0-2000 lost");
  EXPECT_EQ(Case().fact(0, queued).snapshot(2000).snapshot(3000).now(5000).text(), "0-2000 lost");
  EXPECT_EQ(Case().fact(0, queued).snapshot(2000).fact(9000, answered).text(), "0-9000 answered");
  EXPECT_EQ(Case().fact(0, queued).snapshot(2000).listed(0, 3000).now(5000).text(), "0- waiting");
  EXPECT_EQ(Case().fact(0, queued).snapshot(2000).listed(0, 3000).snapshot(4000).now(5000).text(),
            "0-4000 lost");
  EXPECT_EQ(Case().fact(0, queued).snapshot(3000).fact(5000, queued).now(6000).text(),
            "0-3000 lost, 5000- waiting");
}

TEST(Walk, WithinOneInstantSnapshotsThatListTheCallComeLast) {
  EXPECT_EQ(Case().fact(0, queued).snapshot(3000).listed(0, 3000).now(5000).text(), "0- waiting");
}

TEST(Walk, ASnapshotComesAfterAQueueingOfItsInstant) {
  // The mark is not there yet when the queueing of the same instant is walked.
  EXPECT_EQ(Case().fact(0, queued).snapshot(3000).fact(3000, queued).now(9000).text(),
            "0-3000 lost");
}

TEST(Walk, AListedCallCountsAsQueuedUnlessItsQueueingIsKnown) {
  EXPECT_EQ(Case().listed(1000, 9000).now(9000).text(), "1000- waiting");
  EXPECT_EQ(Case().fact(1000, queued).listed(3000, 9000).now(9000).text(), "1000- waiting");
  EXPECT_EQ(Case().fact(1000, queued).fact(2000, abandoned).listed(3001, 9000).now(9000).text(),
            "1000-2000 abandoned, 3001- waiting");
  EXPECT_EQ(Case().listed(1000, 9000).listed(2500, 12000).fact(13000, answered).text(),
            "1000-13000 answered");
}

TEST(Walk, OfACallListedTwiceInOneSnapshotTheEarliestCounts) {
  EXPECT_EQ(Case().listed(5000, 9000).listed(1000, 9000).now(9000).text(), "1000- waiting");
  EXPECT_EQ(Case().listed(1000, 9000).listed(5000, 9000).fact(2000, abandoned).text(),
            "1000-2000 abandoned");
}

TEST(Walk, CoarseAndFineMeet) {
  EXPECT_EQ(Case()
                .fact(1400, queued)
                .fact(1000, queued, true)
                .fact(5200, abandoned)
                .fact(5000, redirected, true)
                .text(),
            "1400-5200 redirected");
  // Half a second of slack before, one and a half after, but only for what is left.
  EXPECT_EQ(Case().fact(999, queued).fact(1000, queued, true).fact(2000, abandoned).text(),
            "999-2000 abandoned");
  EXPECT_EQ(Case()
                .fact(499, queued)
                .fact(1000, queued, true)
                .fact(600, abandoned)
                .fact(3000, abandoned)
                .text(),
            "499-600 abandoned, 1000-3000 abandoned");
}

TEST(Walk, ACoarseClosingBeforeItsQueueingTakesItsInstant) {
  EXPECT_EQ(Case().fact(1400, queued).fact(1000, abandoned, true).text(), "1400-1400 abandoned");
  EXPECT_EQ(Case().fact(2000, queued).fact(1000, abandoned, true).now(2000).text(),
            "2000- waiting; orphans 1");
  EXPECT_EQ(Case().fact(1400, queued).fact(1000, answered, true).fact(1000, ended, true).text(),
            "1400-1400 answered to 1400");
}

}  // namespace
}  // namespace jono::engine
