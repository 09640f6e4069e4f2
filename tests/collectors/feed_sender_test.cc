// SPDX-License-Identifier: EUPL-1.2
// The source's side of the feed protocol, message by message.
#include "collectors/feed/feed_sender.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace jono::feed {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

SenderSettings settings() {
  return {.source = "ace", .epoch = "e1", .process = "p1", .software = "test"};
}

class FeedSenderTest : public ::testing::Test {
 protected:
  void hear(std::string_view kind, std::uint64_t number, std::string_view body) {
    const std::string text = std::to_string(number);
    sender_.on_message({kind, text, body}, now_);
  }
  void welcome(std::uint64_t known, std::uint64_t credit = 1000) {
    sender_.connect(now_);
    sender_.messages().clear();
    hear("WELCOME", known, fmt::format(R"({{"credit":{}}})", credit));
  }
  void add(int count) {
    for (int i = 0; i < count; ++i) sender_.add(std::to_string(sender_.wanted()));
  }
  // "EVENTS 1: 1 2 3; PING 3", and empties the list.
  std::string said() {
    sender_.work(now_);
    std::string out;
    for (const Outgoing& m : sender_.messages()) {
      if (!out.empty()) out += "; ";
      out += fmt::format("{} {}", m.kind, m.number);
      if (m.body.empty()) continue;
      out += ": " + m.body;
      if (m.kind == "EVENTS") out.pop_back();
      std::ranges::replace(out, '\n', ' ');
    }
    sender_.messages().clear();
    return out;
  }

  FeedSender sender_{settings()};
  Ticks now_{seconds(100)};
};

TEST_F(FeedSenderTest, SaysHelloAndNothingElseBeforeTheWelcome) {
  sender_.hold(3, 9);
  sender_.connect(now_);
  EXPECT_EQ(said(),
            "HELLO 9: {\"source\":\"ace\",\"epoch\":\"e1\",\"tail\":3,\"process\":\"p1\","
            "\"software\":\"test\",\"outbox\":true}");
  EXPECT_FALSE(sender_.room());
  now_ += seconds(2);
  EXPECT_EQ(said(), "");
}

TEST_F(FeedSenderTest, BeginsAfterWhatTheDaemonKnows) {
  welcome(41);
  EXPECT_EQ(sender_.wanted(), 42U);
  add(2);
  EXPECT_EQ(said(), "EVENTS 42: 42 43");
  EXPECT_EQ(said(), "");
  EXPECT_EQ(sender_.acknowledged(), 41U);
}

TEST_F(FeedSenderTest, PingsOnceASecond) {
  welcome(0);
  sender_.hold(1, 7);
  now_ += milliseconds(999);
  EXPECT_EQ(said(), "");
  now_ += milliseconds(1);
  EXPECT_EQ(said(), "PING 7");
  EXPECT_EQ(said(), "");
  EXPECT_FALSE(sender_.silent(now_));
  now_ += seconds(2);
  EXPECT_TRUE(sender_.silent(now_));
  hear("PONG", 0, R"({"credit":5})");
  EXPECT_FALSE(sender_.silent(now_));
}

TEST_F(FeedSenderTest, PutsAtMostSixtyFourEventsAnd64000BytesIntoAMessage) {
  welcome(0);
  add(130);
  sender_.work(now_);
  std::vector<std::uint64_t> firsts;
  for (const Outgoing& m : sender_.messages()) firsts.push_back(m.number);
  EXPECT_EQ(firsts, (std::vector<std::uint64_t>{1, 65, 129}));
  sender_.messages().clear();
  for (int i = 0; i < 8; ++i) sender_.add(std::string(16'000, 'x'));
  sender_.work(now_);
  ASSERT_EQ(sender_.messages().size(), 3U);
  for (const Outgoing& m : sender_.messages()) EXPECT_LE(m.body.size(), kMostBytes);
}

TEST_F(FeedSenderTest, KeepsWhatIsNotAcknowledgedAndSendsItAgain) {
  welcome(0);
  add(5);
  said();
  hear("ACK", 2, R"({"credit":1000})");
  EXPECT_EQ(sender_.acknowledged(), 2U);
  welcome(3);
  EXPECT_EQ(said(), "EVENTS 4: 4 5");
  EXPECT_EQ(sender_.wanted(), 6U);
}

TEST_F(FeedSenderTest, StaysWithinItsCredit) {
  welcome(0, 3);
  add(3);
  EXPECT_FALSE(sender_.room());
  add(2);
  EXPECT_EQ(said(), "EVENTS 1: 1 2 3");
  hear("ACK", 1, R"({"credit":3})");
  EXPECT_EQ(said(), "EVENTS 4: 4");
  hear("NACK", 5, R"({"reason":"nospace"})");
  hear("ACK", 4, R"({"credit":0})");
  EXPECT_EQ(said(), "");
  EXPECT_FALSE(sender_.room());
  hear("PONG", 4, R"({"credit":10})");
  EXPECT_EQ(said(), "EVENTS 5: 5");
}

TEST_F(FeedSenderTest, ItsWindowIsBounded) {
  welcome(0, 1'000'000);
  while (sender_.room()) add(1);
  EXPECT_EQ(sender_.wanted(), FeedSender::kWindow + 1);
}

TEST_F(FeedSenderTest, GoesBackOnceForAHole) {
  welcome(0);
  add(3);
  said();
  hear("NACK", 2, R"({"reason":"gap"})");
  hear("NACK", 2, R"({"reason":"gap"})");
  EXPECT_EQ(said(), "EVENTS 2: 2 3");
  hear("NACK", 2, R"({"reason":"gap"})");
  EXPECT_EQ(said(), "");
  hear("PONG", 1, R"({"credit":9})");
  hear("NACK", 2, R"({"reason":"gap"})");
  EXPECT_EQ(said(), "EVENTS 2: 2 3");
}

class D15_FeedSender : public FeedSenderTest {};

TEST_F(D15_FeedSender, WhatTheDaemonLostIsWantedAgainOrSaidToBeGone) {
  welcome(0);
  add(5);
  said();
  hear("ACK", 5, R"({"credit":1000})");
  welcome(2);
  EXPECT_EQ(sender_.wanted(), 3U);
  add(3);
  EXPECT_EQ(said(), "EVENTS 3: 3 4 5");
  hear("ACK", 5, R"({"credit":1000})");
  sender_.hold(5, 5);
  welcome(2);
  EXPECT_EQ(sender_.wanted(), 5U);
  add(1);
  EXPECT_EQ(said(), "GAP 3: {\"to\":4,\"reason\":\"gone\"}; EVENTS 5: 5");
}

TEST_F(FeedSenderTest, WhatTheDaemonKnowsAlreadyIsNotWanted) {
  welcome(0);
  add(2);
  welcome(10);
  EXPECT_EQ(sender_.wanted(), 11U);
  EXPECT_EQ(said(), "");
  hear("ACK", 12, R"({"credit":1000})");
  EXPECT_EQ(sender_.wanted(), 13U);
  EXPECT_EQ(sender_.acknowledged(), 12U);
}

TEST_F(FeedSenderTest, TellsWhyItIsNotWanted) {
  sender_.connect(now_);
  hear("NACK", 0, R"({"reason":"forbidden"})");
  EXPECT_EQ(sender_.refused(), "forbidden");
  sender_.connect(now_);
  EXPECT_EQ(sender_.refused(), "");
  hear("NACK", 0, "nonsense");
  EXPECT_EQ(sender_.refused(), "other");
}

TEST_F(FeedSenderTest, NonsenseHasNoEffect) {
  sender_.connect(now_);
  said();
  hear("ACK", 7, R"({"credit":3})");
  sender_.on_message({"WELCOME", "x", "{}"}, now_);
  EXPECT_FALSE(sender_.welcomed());
  hear("WELCOME", 0, "[1]");
  EXPECT_FALSE(sender_.room());
  hear("WHAT", 0, "");
  EXPECT_EQ(said(), "");
}

TEST_F(FeedSenderTest, AHoleIsToldAsAGapBetweenItsNeighbours) {
  welcome(0);
  sender_.add("a");
  sender_.add_hole();
  sender_.add_hole();
  sender_.add("d");
  EXPECT_EQ(said(), "EVENTS 1: a; GAP 2: {\"to\":3,\"reason\":\"unseen\"}; EVENTS 4: d");
  hear("ACK", 1, R"({"credit":1000})");
  EXPECT_EQ(said(), "");
  EXPECT_EQ(sender_.acknowledged(), 3U) << "a gap that was told holds nothing up";
  hear("ACK", 4, R"({"credit":1000})");
  EXPECT_EQ(sender_.acknowledged(), 4U);
}

TEST_F(FeedSenderTest, MoreHolesThanAWindowHasPassThrough) {
  welcome(0, 100);
  for (int round = 0; round < 3; ++round) {
    while (sender_.room()) sender_.add_hole();
    EXPECT_NE(said(), "");
  }
  EXPECT_EQ(sender_.acknowledged(), 300U);
  sender_.add("x");
  EXPECT_EQ(said(), "EVENTS 301: x");
}

TEST_F(FeedSenderTest, AHoleThatTheDaemonForgotIsToldAgain) {
  welcome(0);
  sender_.add_hole();
  EXPECT_NE(said(), "");
  welcome(0);
  EXPECT_EQ(sender_.wanted(), 1U);
}

}  // namespace
}  // namespace jono::feed
