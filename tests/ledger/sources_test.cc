// SPDX-License-Identifier: EUPL-1.2
// What is known of a line whose sources take turns.
#include "daemon/ledger/sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/ledger/terms.h"
#include "tests/engine/engine_support.h"

namespace jono::ledger {
namespace {

using engine::Gap;
using engine::testing::at;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr SourceId kOld{0}, kNew{1};
constexpr LineId kLine{0};
const Instant kNine = at(0) + hours(9), kNoon = at(0) + hours(12);

// Two sources, both up since nine and heard then.
class Handover : public ::testing::Test {
 protected:
  void begin(engine::Term old, engine::Term fresh) {
    lines_[0].terms = {{kOld, old}, {kNew, fresh}};
    engine_.emplace(lines_, 2U, nullptr, std::nullopt);
    sources_.emplace(std::vector<SourceSettings>(2));
    for (const SourceId source : {kOld, kNew}) {
      engine_->apply(engine::testing::EventWords{.source = source}.queued((kNine - at(0)).count()));
      sources_->heard(source, Link::up, kNine);
    }
  }
  [[nodiscard]] std::vector<Gap> gaps(Instant now) const {
    return sources_->gaps(*engine_, kLine, now);
  }
  [[nodiscard]] bool known(Instant now) const { return sources_->known(*engine_, kLine, now); }

  std::vector<engine::LineSettings> lines_{engine::testing::always_open("aspa")};
  std::optional<engine::Engine> engine_;
  std::optional<Sources> sources_;
};

TEST_F(Handover, WhoDoesNotCountMayBeAway) {
  begin({.until = kNoon}, {.from = kNoon});
  sources_->heard(kOld, Link::unchanged, kNoon);
  sources_->heard(kOld, Link::down, kNoon + minutes(1));
  EXPECT_TRUE(known(kNoon + minutes(5)));
  EXPECT_THAT(gaps(kNoon + hours(1)), IsEmpty());
}

TEST_F(Handover, WhoCountsMayNot) {
  begin({.until = kNoon}, {.from = kNoon});
  sources_->heard(kNew, Link::down, kNoon + minutes(1));
  EXPECT_TRUE(known(kNoon - Millis(1)));
  EXPECT_FALSE(known(kNoon));
  // It was heard last at nine.
  EXPECT_THAT(gaps(kNoon + minutes(5)), ElementsAre(Gap{kNoon, kNoon + minutes(5)}));
}

TEST_F(Handover, TimeThatNobodyCountsForIsUnknown) {
  begin({.until = kNoon}, {.from = kNoon + minutes(30)});
  EXPECT_THAT(gaps(kNoon), IsEmpty());
  EXPECT_FALSE(known(kNoon + minutes(10)));
  EXPECT_THAT(gaps(kNoon + minutes(10)), ElementsAre(Gap{kNoon, kNoon + minutes(10)}));
  EXPECT_TRUE(known(kNoon + minutes(30)));
  EXPECT_THAT(gaps(kNoon + hours(2)), ElementsAre(Gap{kNoon, kNoon + minutes(30)}));
}

TEST_F(Handover, TimeThatBothCountForIsKnown) {
  begin({.until = kNoon + minutes(30)}, {.from = kNoon});
  EXPECT_THAT(gaps(kNoon + hours(2)), IsEmpty());
  EXPECT_TRUE(known(kNoon + minutes(10)));
}

TEST_F(Handover, UnknownTimeBeginsWithTheFirstEvent) {
  begin({.from = kNoon}, {.from = kNoon});
  EXPECT_THAT(gaps(kNoon + hours(1)), ElementsAre(Gap{kNine, kNoon}));
}

// A source of files, beside one that is heard.
TEST_F(Handover, WhatNoFileTellsOfIsUnknownAndSoIsNow) {
  begin({}, {});
  sources_->told(kOld, {{kNine, kNine + hours(1)}, {kNine + hours(2), kNoon}});
  EXPECT_FALSE(known(kNoon));
  EXPECT_THAT(gaps(kNoon), ElementsAre(Gap{kNine + hours(1), kNine + hours(2)}));
  EXPECT_THAT(gaps(kNoon + hours(1)),
              ElementsAre(Gap{kNine + hours(1), kNine + hours(2)}, Gap{kNoon, kNoon + hours(1)}));
}

TEST(Terms, AreKnownAgainByName) {
  std::vector<engine::LineSettings> lines{engine::testing::always_open("aspa"),
                                          engine::testing::always_open("vaihde")};
  lines[0].terms = {{SourceId{1}, {.from = kNoon}}};
  std::string saved;
  {
    ByteWriter out(saved);
    save_terms(lines, Names({"aspa", "vaihde"}, {{"ace", {}}, {"pbx", {}}}, {}), out);
  }
  const auto changed = [&](const Names& names) {
    ByteReader in(saved);
    const auto out = changed_terms(lines, names, in);
    EXPECT_TRUE(in.ok());
    return out;
  };
  EXPECT_THAT(changed(Names({"aspa", "vaihde"}, {{"ace", {}}, {"pbx", {}}}, {})), IsEmpty());
  // Another source in the same place.
  EXPECT_THAT(changed(Names({"aspa", "vaihde"}, {{"ace", {}}, {"pby", {}}}, {})),
              ElementsAre(LineId{0}));
  lines[0].terms.begin()->second.from += Millis(1);
  lines[1].terms = {{SourceId{0}, {.until = kNoon}}};
  EXPECT_THAT(changed(Names({"aspa", "vaihde"}, {{"ace", {}}, {"pbx", {}}}, {})),
              ElementsAre(LineId{0}, LineId{1}));
  saved.clear();  // of a version that knew none
  EXPECT_THAT(changed(Names({"aspa", "vaihde"}, {{"ace", {}}, {"pbx", {}}}, {})),
              ElementsAre(LineId{0}, LineId{1}));
}

}  // namespace
}  // namespace jono::ledger
