// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/ami_framer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

using testing::ElementsAre;

struct Owned {
  std::vector<std::pair<std::string, std::string>> headers;
  std::size_t size = 0;
  std::uint64_t end = 0;
  bool operator==(const Owned&) const = default;
};

// Everything, given in parts of these sizes in turn.
std::vector<Owned> frame(AmiFramer& framer, std::string_view bytes,
                         const std::vector<std::size_t>& sizes) {
  std::vector<Owned> out;
  for (std::size_t i = 0; !bytes.empty(); ++i) {
    std::string_view part = bytes.substr(0, sizes[i % sizes.size()]);
    bytes.remove_prefix(part.size());
    while (const AmiMessage* m = framer.next(part)) {
      Owned& owned = out.emplace_back();
      for (const AmiHeader& h : m->headers) owned.headers.emplace_back(h.key, h.value);
      owned.size = m->size;
      owned.end = framer.offset();
    }
    EXPECT_TRUE(part.empty());
  }
  return out;
}

std::vector<Owned> frame(std::string_view bytes) {
  AmiFramer framer;
  return frame(framer, bytes, {bytes.size()});
}

TEST(AmiFramer, TakesTheBannerApart) {
  AmiFramer framer;
  const auto messages = frame(
      framer, "Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: 1\r\n\r\n", {9});
  EXPECT_EQ(framer.banner(), "Asterisk Call Manager/11.0.0");
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_THAT(messages[0].headers,
              ElementsAre(std::pair("Response", "Success"), std::pair("ActionID", "1")));
  EXPECT_EQ(messages[0].size, 34u);
  EXPECT_EQ(messages[0].end, 64u);
}

TEST(AmiFramer, TakesBareLineFeeds) {
  const auto messages = frame("A: 1\nB: 2\n\nC: 3\n\n");
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_THAT(messages[0].headers, ElementsAre(std::pair("A", "1"), std::pair("B", "2")));
  EXPECT_EQ(messages[1].end, 17u);
}

TEST(AmiFramer, SkipsEmptyMessages) {
  const auto messages = frame("A: 1\r\n\r\n\r\n\r\nB: 2\r\n\r\n\r\n");
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[1].headers[0].first, "B");
  EXPECT_EQ(messages[1].size, 8u);
}

TEST(AmiFramer, GivesNothingBeforeTheBlankLine) {
  EXPECT_TRUE(frame("Event: QueueCallerJoin\r\nUniqueid: 1\r\n").empty());
}

TEST(AmiFramer, SplitsAtTheFirstColonAndKeepsTheRest) {
  const auto messages = frame("K:v\r\nCallerIDName: Virtanen, Liisa: x \r\nE: \r\nF:\r\n\r\n");
  EXPECT_THAT(messages.at(0).headers,
              ElementsAre(std::pair("K", "v"), std::pair("CallerIDName", "Virtanen, Liisa: x "),
                          std::pair("E", ""), std::pair("F", "")));
}

TEST(AmiFramer, LeavesOutLinesThatAreNoHeaders) {
  const auto messages = frame("no colon\r\n: no key\r\nA: 1\r\n\r\nnothing at all\r\n\r\n");
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_THAT(messages[0].headers, ElementsAre(std::pair("A", "1")));
}

TEST(AmiFramer, TheFirstOfRepeatedKeysCounts) {
  AmiFramer framer;
  std::string_view bytes = "Output: a\r\nState: 1\r\nOutput: b\r\nState: 2\r\n\r\n";
  const AmiMessage* m = framer.next(bytes);
  ASSERT_NE(m, nullptr);
  EXPECT_EQ(m->get("State"), "1");
  EXPECT_EQ(m->get("Output"), "a");
  EXPECT_EQ(m->headers.size(), 4u);
  EXPECT_EQ(m->get("Nothing"), "");
}

TEST(AmiFramer, DropsAMessageThatIsTooLongAndGoesOn) {
  const std::string bytes =
      "A: 1\r\n\r\nB: " + std::string(10'000'000, 'x') + "\r\nC: 2\r\n\r\nD: 3\r\n\r\n";
  AmiFramer framer;
  const auto messages = frame(framer, bytes, {65'536});
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[1].headers[0].first, "D");
  EXPECT_EQ(messages[1].size, 8u);
  EXPECT_EQ(messages[1].end, bytes.size());
  EXPECT_EQ(framer.dropped(), 1u);
}

TEST(AmiFramer, TheLimitItselfIsAllowed) {
  AmiFramer framer(8);
  EXPECT_EQ(frame(framer, "A: 1\r\n\r\nB: 12\r\n\r\nC: 1\r\n\r\n", {3}).size(), 2u);
  EXPECT_EQ(framer.dropped(), 1u);
}

TEST(AmiFramer, EveryChunkSizeGivesTheSameMessages) {
  const std::string bytes = fixture("slices/refused_full.ami");
  const auto whole = frame(bytes);
  ASSERT_EQ(whole.size(), 4u);
  EXPECT_EQ(whole.back().end, bytes.size());
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    AmiFramer framer;
    ASSERT_EQ(frame(framer, bytes, {size}), whole) << size;
  }
}

RC_GTEST_PROP(AmiFramer, AnyBytesInAnyChunksGiveTheSameMessages, ()) {
  const auto bytes = *rc::gen::container<std::string>(
      rc::gen::weightedOneOf<char>({{3, rc::gen::element('\n', '\r')},
                                    {2, rc::gen::element('A', ':', ' ')},
                                    {1, rc::gen::arbitrary<char>()}}));
  const auto sizes = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 9)));
  AmiFramer one(12);
  AmiFramer other(12);
  RC_ASSERT(frame(one, bytes, {bytes.size() + 1}) == frame(other, bytes, sizes));
  RC_ASSERT(one.dropped() == other.dropped());
  RC_ASSERT(one.offset() == bytes.size());
}

// All the captures: nothing is lost between messages, and every message is one that Asterisk sends.
TEST(AmiFramer, FindsEveryMessageOfALongCapture) {
  const std::string bytes = fixture("main.agentonly.ami.xz");
  std::size_t blank_lines = 0;
  for (std::size_t at = 0; (at = bytes.find("\r\n\r\n", at)) != std::string::npos; at += 4) {
    ++blank_lines;
  }
  const auto messages = frame(bytes);
  EXPECT_EQ(messages.size(), blank_lines);
  EXPECT_EQ(messages.back().end, bytes.size());
  for (const Owned& m : messages) {
    ASSERT_TRUE(m.headers[0].first == "Event" || m.headers[0].first == "Response");
  }
}

}  // namespace
}  // namespace jono::asterisk
