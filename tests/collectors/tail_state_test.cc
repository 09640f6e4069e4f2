// SPDX-License-Identifier: EUPL-1.2
// What is to be read next, from what the files look like.
#include "collectors/asterisk/tail_state.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace jono::asterisk {
namespace {

const LogFile kOpen{7, 100, "1795316390"};
const LogPlace kEnd{7, 100, "1795316390"};
const LogFile kFresh{8, 0, ""};

TailStep step(const LogFile& open, const LogPlace& place, std::uint64_t seen_to = 0) {
  return next_step(open, place, seen_to, open);
}

TEST(BornOf, IsTheInstantThatALogBeginsWith) {
  EXPECT_EQ(born_of("1795316390|NONE|NONE|NONE|QUEUES"), "1795316390");
  EXPECT_EQ(born_of("1795316390.123456|NONE"), "1795316390.123456");
  EXPECT_EQ(born_of("17"), "17");
  EXPECT_EQ(born_of("0401234567 is no instant but short"), "0401234567");
  EXPECT_EQ(born_of("|1"), "");
  EXPECT_EQ(born_of(""), "");
}

TEST(Place, IsReadAsItWasPrinted) {
  for (const LogPlace& place : {kEnd, LogPlace{}, LogPlace{~0ULL, ~0ULL, "1.5"}}) {
    EXPECT_EQ(parse_place(print_place(place)), place);
  }
  for (const char* text : {"", "7", "7 ", "7 8", "x 8 1", "7 -8 1", "7 8 1a", "7  8 1", "7 8 1 ",
                           "99999999999999999999 1 1"}) {
    EXPECT_FALSE(parse_place(text)) << text;
  }
}

RC_GTEST_PROP(Place, NoTextIsTooOdd, (const std::string& text)) {
  if (const auto place = parse_place(text)) RC_ASSERT(parse_place(print_place(*place)) == place);
}

TEST(NextStep, ReadsWhatIsNew) {
  EXPECT_EQ(step(kOpen, {7, 99, "1795316390"}), TailStep::read);
  EXPECT_EQ(step(kOpen, kEnd), TailStep::wait);
  EXPECT_EQ(step(kOpen, {7, 0, ""}), TailStep::read);
}

TEST(NextStep, ALineWithoutItsEndIsReadAgainWhenItHasGrown) {
  const LogPlace before{7, 90, "1795316390"};
  EXPECT_EQ(step(kOpen, before, 100), TailStep::wait);
  EXPECT_EQ(step(kOpen, before, 95), TailStep::read);
  EXPECT_EQ(step(kOpen, before, 110), TailStep::read) << "it has been shortened";
}

TEST(NextStep, StartsOverInAFileThatWasCut) {
  EXPECT_EQ(step({7, 99, "1795316390"}, kEnd), TailStep::start_over);
  EXPECT_EQ(step({7, 0, ""}, kEnd), TailStep::start_over);
  EXPECT_EQ(step({7, 5000, "1795320000"}, kEnd), TailStep::start_over) << "and has grown since";
}

TEST(NextStep, LeavesARotatedFileWhenTheNextOneHasSomething) {
  EXPECT_EQ(next_step(kOpen, kEnd, 100, std::nullopt), TailStep::wait);
  EXPECT_EQ(next_step(kOpen, kEnd, 100, kFresh), TailStep::wait);
  EXPECT_EQ(next_step(kOpen, kEnd, 100, LogFile{8, 1, ""}), TailStep::next_file);
  EXPECT_EQ(next_step(kOpen, {7, 90, "1795316390"}, 100, LogFile{8, 1, ""}), TailStep::next_file);
  EXPECT_EQ(next_step(kOpen, {7, 90, "1795316390"}, 90, LogFile{8, 1, ""}), TailStep::read);
}

TEST(FindPlace, KnowsTheFileOrItsCopy) {
  const std::array<LogFile, 3> files = {LogFile{5, 300, "1795000000"},
                                        LogFile{6, 200, "1795316390"}, kOpen};
  EXPECT_EQ(find_place(kEnd, files), 2u);
  EXPECT_EQ(find_place({6, 200, "1795316390"}, files), 1u);
  EXPECT_EQ(find_place({9, 150, "1795316390"}, files), 1u) << "a copy";
  EXPECT_EQ(find_place({7, 150, "1795316390"}, files), 1u) << "cut since it was copied";
  EXPECT_EQ(find_place({9, 250, "1795316390"}, files), std::nullopt);
  EXPECT_EQ(find_place({9, 1, "1795999999"}, files), std::nullopt);
  EXPECT_EQ(find_place({6, 0, ""}, files), 1u);
  EXPECT_EQ(find_place({9, 0, ""}, files), std::nullopt);
  EXPECT_EQ(find_place(kEnd, {}), std::nullopt);
}

}  // namespace
}  // namespace jono::asterisk
