// SPDX-License-Identifier: EUPL-1.2
// The daemon's side of the feed protocol, message by message.
#include "tests/collectors/feed_hub_support.h"

namespace jono::feed {
namespace {

using std::chrono::seconds;

TEST_F(FeedHubTest, WelcomesWithTheDurableNumberAndCredit) {
  durable("e1", 41);
  hello("a", "e1");
  EXPECT_EQ(replies(), R"(a:WELCOME 41 {"credit":65536})");
}

TEST_F(FeedHubTest, ANewEpochStartsWhereTheSourceSays) {
  durable("e1", 41);
  hello("a", "e2", "p1", 7);
  EXPECT_EQ(replies(), R"(a:WELCOME 6 {"credit":65536})");
  say("a", "EVENTS", "7", events(2));
  EXPECT_EQ(passed(), (Numbers{7, 8}));
}

TEST_F(FeedHubTest, AnEpochThatWasLeftIsRefused) {
  durable("e1", 41);
  durable("e2", 1);
  hello("a", "e1");
  EXPECT_EQ(replies(), R"(a:NACK 0 {"reason":"conflict"})");
}

TEST_F(FeedHubTest, WhoMayNotSpeakIsRefused) {
  hello("a", "e1", "p1", 1, "pbx");
  hello("b", "e1", "p1", 1, "stranger");
  EXPECT_EQ(replies(), R"(a:NACK 0 {"reason":"forbidden"}; b:NACK 0 {"reason":"forbidden"})");
  say("a", "EVENTS", "1", events(1));
  EXPECT_EQ(passed(), Numbers{});
}

TEST_F(FeedHubTest, TheKnownPrefixIsDroppedAndTheRestTaken) {
  hello("a", "e1");
  say("a", "EVENTS", "1", events(3));
  say("a", "EVENTS", "2", events(4));
  EXPECT_EQ(passed(), (Numbers{1, 2, 3, 4, 5}));
  EXPECT_EQ(repeated_, 2U);
}

TEST_F(FeedHubTest, WhatIsOnItsWayToTheDiskIsNotTakenFromTheNextSessionAgain) {
  hello("a", "e1");
  say("a", "EVENTS", "1", events(3));
  hello("b", "e1");  // the same process, on a new connection
  EXPECT_EQ(replies(), R"(a:WELCOME 0 {"credit":65536}; b:WELCOME 0 {"credit":65536})");
  say("b", "EVENTS", "1", events(4));
  EXPECT_EQ(passed(), (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(repeated_, 3U);
  hello("c", "e2");
  say("c", "EVENTS", "1", events(2));
  EXPECT_EQ(passed(), (Numbers{1, 2})) << "another epoch has numbers of its own";
}

TEST_F(FeedHubTest, IsInFlightUntilItIsAcknowledgedOrGone) {
  durable("e1", 2);
  hello("a", "e1", "p1", 1, "ace", "2");
  EXPECT_FALSE(hub_.in_flight());
  say("a", "EVENTS", "3", events(2));
  EXPECT_TRUE(hub_.in_flight());
  durable("e1", 3);
  hub_.acknowledge();
  EXPECT_TRUE(hub_.in_flight());
  durable("e1", 4);
  hub_.acknowledge();
  EXPECT_FALSE(hub_.in_flight());
  say("a", "GAP", "5", R"({"to":9})");
  EXPECT_FALSE(hub_.in_flight());
}

TEST_F(FeedHubTest, BeyondTheExpectedIsAGap) {
  hello("a", "e1");
  replies();
  say("a", "EVENTS", "3", events(1));
  EXPECT_EQ(replies(), R"(a:NACK 1 {"reason":"gap"})");
  say("a", "GAP", "1", R"({"to":2,"reason":"gone"})");
  say("a", "EVENTS", "3", events(1));
  EXPECT_EQ(passed(), (Numbers{3}));
}

TEST_F(FeedHubTest, APoisonEventIsRefusedWithItsNumberAndTheRestGoesOn) {
  hello("a", "e1");
  say("a", "EVENTS", "1", events(1) + "poison\n" + events(1));
  EXPECT_EQ(passed(), (Numbers{1, 3}));
  EXPECT_EQ(refused_, (Numbers{2}));
}

TEST_F(FeedHubTest, AcknowledgesOnlyWhatIsDurable) {
  hello("a", "e1");
  say("a", "EVENTS", "1", events(3));
  replies();
  hub_.acknowledge();
  EXPECT_EQ(replies(), "");
  durable("e1", 2);
  hub_.acknowledge();
  EXPECT_EQ(replies(), R"(a:ACK 2 {"credit":65536})");
  hub_.acknowledge();
  EXPECT_EQ(replies(), "");
  durable("e1", 3);
  say("a", "PING", "3");
  EXPECT_EQ(replies(), R"(a:PONG 3 {"credit":65536})");
}

TEST_F(FeedHubTest, WhileTheDiskIsFullThereIsNoCredit) {
  hello("a", "e1");
  replies();
  receipts_.set_accepting(false);
  hub_.acknowledge();
  EXPECT_EQ(replies(), R"(a:NACK 1 {"reason":"nospace"}; a:ACK 0 {"credit":0})");
  receipts_.set_accepting(true);
  hub_.acknowledge();
  EXPECT_EQ(replies(), R"(a:ACK 0 {"credit":65536})");
}

TEST_F(FeedHubTest, TheSameProcessTakesOverAndAnotherOneWaits) {
  hello("a", "e1", "p1");
  hello("b", "e1", "p2");
  EXPECT_EQ(replies(), R"(a:WELCOME 0 {"credit":65536}; b:NACK 0 {"reason":"conflict"})");
  hello("c", "e1", "p1");
  EXPECT_EQ(replies(), R"(c:WELCOME 0 {"credit":65536})");
  now_ += seconds(3);
  hello("d", "e1", "p2");
  EXPECT_EQ(replies(), R"(d:WELCOME 0 {"credit":65536})");
}

TEST_F(FeedHubTest, ThreeSecondsOfSilenceEndASession) {
  hello("a", "e1");
  passed();
  now_ += std::chrono::milliseconds(2999);
  hub_.tick(now_);
  passed();
  EXPECT_EQ(links_, (std::vector{Link::up, Link::up}));
  now_ += std::chrono::milliseconds(1);
  hub_.tick(now_);
  passed();
  EXPECT_EQ(links_.back(), Link::down);
  say("a", "EVENTS", "1", events(1));
  EXPECT_EQ(passed(), Numbers{});
}

TEST_F(FeedHubTest, AnOrderlyEndIsTold) {
  hello("a", "e1");
  say("a", "EVENTS", "1", events(1));
  say("a", "BYE", "1");
  EXPECT_EQ(passed(), (Numbers{1}));
  EXPECT_EQ(links_, (std::vector{Link::left}));
}

TEST_F(FeedHubTest, AFullChannelHoldsBackAndLosesNothing) {
  hello("a", "e1");
  std::vector<std::uint64_t> got;
  for (int i = 0; i < 3; ++i) {
    say("a", "EVENTS", std::to_string(1 + i * 900), events(900));
    static_cast<void>(hub_.flush());
  }
  EXPECT_FALSE(hub_.flush());
  for (int i = 0; i < 3; ++i) {
    std::vector<Delivery> taken;
    channel_.take_all(taken, std::chrono::milliseconds(0));
    for (const Delivery& delivery : taken) {
      for (const Event& event : delivery.events) got.push_back(event.seq);
    }
    static_cast<void>(hub_.flush());
  }
  ASSERT_EQ(got.size(), 2700U);
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_EQ(got[i], i + 1);
}

TEST_F(FeedHubTest, NonsenseHasNoEffect) {
  say("a", "EVENTS", "1", events(1));
  say("a", "HELLO", "x", "not json");
  EXPECT_EQ(replies(), R"(a:NACK 0 {"reason":"version"})");
  hello("a", "e1");
  replies();
  say("a", "EVENTS", "-1", events(1));
  say("a", "EVENTS", "0", events(1));
  say("a", "GAP", "1", "{}");
  say("a", "WHAT", "", "");
  EXPECT_EQ(replies(), R"(a:NACK 1 {"reason":"version"}; a:NACK 1 {"reason":"version"}; )"
                       R"(a:NACK 1 {"reason":"version"})");
  EXPECT_EQ(passed(), Numbers{});
}

TEST_F(FeedHubTest, ASourceIsUpOnceItHasSentWhatItHeld) {
  hello("a", "e1", "p1", 1, "ace", "3");
  say("a", "EVENTS", "1", events(2));
  EXPECT_EQ(passed(), (Numbers{1, 2}));
  hub_.tick(now_);
  passed();
  EXPECT_EQ(links_, (std::vector{Link::behind, Link::behind}));
  say("a", "EVENTS", "3", events(1));
  passed();
  EXPECT_EQ(links_.back(), Link::up);
}

TEST_F(FeedHubTest, WhatItHeldAPingAgoAndHasNotSentIsABacklog) {
  hello("a", "e1");
  say("a", "PING", "5");
  passed();
  EXPECT_EQ(links_.back(), Link::up);  // it has only just got them
  say("a", "PING", "7");
  hub_.tick(now_);
  passed();
  EXPECT_EQ(links_.back(), Link::behind);
  say("a", "EVENTS", "1", events(6));
  passed();
  EXPECT_EQ(links_.back(), Link::behind);
  say("a", "EVENTS", "7", events(1));
  passed();
  EXPECT_EQ(links_.back(), Link::up);
}

TEST_F(FeedHubTest, ASourceWithoutAnOutboxIsSaidToBeOne) {
  say("a", "HELLO", "0", R"({"source":"ace","epoch":"e","process":"p","outbox":false})");
  ASSERT_TRUE(hub_.flush());
  std::vector<Delivery> taken;
  channel_.take_all(taken, std::chrono::milliseconds(0));
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].resumes, false);
}

}  // namespace
}  // namespace jono::feed
