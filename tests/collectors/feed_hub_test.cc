// SPDX-License-Identifier: EUPL-1.2
// The daemon's side of the feed protocol, message by message.
#include "collectors/feed/feed_hub.h"

#include <gtest/gtest.h>

namespace jono::feed {
namespace {

using std::chrono::seconds;

class FeedHubTest : public ::testing::Test {
 protected:
  void say(const std::string& peer, std::string_view kind, std::string_view number,
           std::string_view body = "") {
    hub_.on_message(peer, {kind, number, body}, now_);
  }
  void hello(const std::string& peer, std::string_view epoch, std::string_view process = "p1",
             std::uint64_t tail = 1, std::string_view source = "ace",
             std::string_view highest = "0") {
    say(peer, "HELLO", highest,
        std::string(R"({"source":")") + std::string(source) + R"(","epoch":")" +
            std::string(epoch) + R"(","tail":)" + std::to_string(tail) + R"(,"process":")" +
            std::string(process) + R"("})");
  }
  static std::string events(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
      out += R"({"v":1,"type":"call.queued","at":)" + std::to_string(1000 + i) +
             R"(,"line":"aspa","call":"c)" + std::to_string(i) + "\"}\n";
    }
    return out;
  }
  // "WELCOME 0 {...}; ACK 3 {...}", and empties the list.
  std::string replies() {
    std::string out;
    for (const Reply& r : hub_.replies()) {
      if (!out.empty()) out += "; ";
      out += r.peer + ":" + std::string(r.kind) + " " + std::to_string(r.number) + " " + r.body;
    }
    hub_.replies().clear();
    return out;
  }
  // The numbers of the events that were passed on.
  std::vector<std::uint64_t> passed() {
    EXPECT_TRUE(hub_.flush());
    std::vector<Delivery> taken;
    channel_.take_all(taken, std::chrono::milliseconds(0));
    std::vector<std::uint64_t> out;
    for (const Delivery& delivery : taken) {
      for (const Event& event : delivery.events) out.push_back(event.seq);
      for (const Refusal& refusal : delivery.refusals) refused_.push_back(refusal.seq);
      repeated_ += delivery.repeated;
      links_.push_back(delivery.link);
    }
    return out;
  }
  void durable(std::string_view epoch, std::uint64_t seq) {
    receipts_.set(SourceId{0}, {epochs_.intern(epoch), seq});
  }

  Names names_{{"aspa"}, {{"ace", {}}, {"pbx", {}}}, {}};
  EpochNames epochs_;
  Receipts receipts_{2};
  EventChannel channel_{1000};
  std::optional<FeedHub> made_{
      HubParts{names_, epochs_, receipts_, channel_, IdHasher(IdKey{}), {SourceId{0}}}};
  FeedHub& hub_ = *made_;
  Ticks now_{};
  std::vector<std::uint64_t> refused_;
  std::vector<Link> links_;
  std::uint64_t repeated_ = 0;
};

using Numbers = std::vector<std::uint64_t>;

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

using N11_Numbers = FeedHubTest;

TEST_F(N11_Numbers, AHoldThatEndsBeforeWhatIsKnownIsAConflict) {
  durable("e1", 41);
  hello("a", "e1", "p1", 1, "ace", "40");
  EXPECT_EQ(replies(), R"(a:NACK 42 {"reason":"conflict"})");
  hello("a", "e1", "p1", 1, "ace", "0");  // it holds none any more: goes on after ours
  EXPECT_EQ(replies(), R"(a:WELCOME 41 {"credit":65536})");
}

TEST_F(N11_Numbers, NothingWrapsAround) {
  const std::string last = std::to_string(kLastNumber);
  hello("a", "e1", "p1", kLastNumber + 1);
  EXPECT_EQ(replies(), R"(a:NACK 0 {"reason":"version"})");
  hello("a", "e1");
  replies();
  say("a", "EVENTS", "18446744073709551615", events(2));
  say("a", "EVENTS", last, events(2));
  say("a", "GAP", "1", R"({"to":18446744073709551615})");
  say("a", "GAP", "1", R"({"to":)" + last + "}");
  say("a", "PING", "18446744073709551616");
  for (const Reply& reply : hub_.replies()) EXPECT_EQ(reply.body, R"({"reason":"version"})");
  EXPECT_EQ(hub_.replies().size(), 5U);
  say("a", "EVENTS", "1", events(1));
  EXPECT_EQ(passed(), (Numbers{1}));
}

TEST_F(N11_Numbers, AGapThatIsNoneHasNoEffect) {
  hello("a", "e1");
  replies();
  say("a", "GAP", "3", R"({"to":2})");
  say("a", "GAP", "5", R"({"to":9})");
  EXPECT_EQ(replies(), R"(a:NACK 1 {"reason":"version"}; a:NACK 1 {"reason":"gap"})");
  say("a", "EVENTS", "1", events(3));
  say("a", "GAP", "1", R"({"to":2})");  // they came after all
  say("a", "EVENTS", "4", events(1));
  EXPECT_EQ(passed(), (Numbers{1, 2, 3, 4}));
}

using N12_TwoProcesses = FeedHubTest;

TEST_F(N12_TwoProcesses, OnlyOneIsServedAndTheOtherHearsWhy) {
  hello("a", "e1", "p1");
  hello("b", "e1", "p2");
  say("b", "EVENTS", "1", events(1));
  EXPECT_EQ(passed(), Numbers{});
  say("a", "EVENTS", "1", events(1));
  EXPECT_EQ(passed(), (Numbers{1}));
  EXPECT_EQ(replies(), R"(a:WELCOME 0 {"credit":65536}; b:NACK 0 {"reason":"conflict"})");
}

using X05_Flood = FeedHubTest;

TEST_F(X05_Flood, NoMoreThanTheCreditIsTaken) {
  hello("a", "e1");
  replies();
  const std::uint64_t messages = FeedHub::kCreditAlone / 1000 + 3;
  for (std::uint64_t i = 0; i < messages; ++i) {
    say("a", "EVENTS", std::to_string(1 + i * 1000), events(1000));
  }
  EXPECT_EQ(passed().size(), FeedHub::kCreditAlone);
  const std::string refused = "a:NACK " + std::to_string(FeedHub::kCreditAlone + 1);
  EXPECT_EQ(replies().find(refused), 0U);
  durable("e1", FeedHub::kCreditAlone);
  hub_.acknowledge();
  say("a", "EVENTS", std::to_string(FeedHub::kCreditAlone + 1), events(5));
  EXPECT_EQ(passed().size(), 5U);
}

TEST_F(X05_Flood, BesideOthersThereIsLessButWhatWasGrantedIsTaken) {
  made_.emplace(HubParts{
      names_, epochs_, receipts_, channel_, IdHasher(IdKey{}), {SourceId{0}, SourceId{1}}});
  hello("a", "e1");
  hello("b", "e1", "p2", 1, "pbx");
  EXPECT_EQ(replies(), R"(a:WELCOME 0 {"credit":65536}; b:WELCOME 0 {"credit":2048})");
  passed();
  std::size_t taken = 0;
  for (const std::string peer : {"a", "b"}) {
    for (std::uint64_t i = 0; i < 10; ++i) {
      say(peer, "EVENTS", std::to_string(1 + i * 1000), events(1000));
    }
    taken += passed().size();
  }
  EXPECT_EQ(taken, 10'000 + FeedHub::kCreditBesideOthers);
  replies();
  durable("e1", 10'000);
  hub_.acknowledge();
  EXPECT_EQ(replies(), R"(a:ACK 10000 {"credit":2048})");
  say("b", "BYE", "0");
  say("a", "PING", "10000");
  EXPECT_EQ(replies(), R"(a:PONG 10000 {"credit":65536})");
}

TEST_F(X05_Flood, TheCreditBeginsAfterAGapHoweverLong) {
  hello("a", "e1");
  say("a", "GAP", "1", R"({"to":1000000})");
  say("a", "EVENTS", "1000001", events(2));
  EXPECT_EQ(passed(), (Numbers{1'000'001, 1'000'002}));
}

class X10_OthersEvents : public FeedHubTest {
 protected:
  X10_OthersEvents() {
    KeyTable keys;
    keys.emplace("K1", FeedKey{.name = "one", .source = SourceId{0}, .every_line = false});
    keys.emplace("K2", FeedKey{.name = "two", .source = SourceId{1}});
    made_.emplace(HubParts{names_,
                           epochs_,
                           receipts_,
                           channel_,
                           IdHasher(IdKey{}),
                           {SourceId{0}, SourceId{1}},
                           std::make_shared<KeyTable>(keys)});
  }
  void say_as(const std::string& key, const std::string& peer, std::string_view kind,
              std::string_view number, std::string_view body = "") {
    hub_.on_message(peer, {kind, number, body}, now_, key);
  }
};

TEST_F(X10_OthersEvents, TheKeySaysWhoSpeaksAndNoNameInTheBody) {
  say_as("K1", "a", "HELLO", "0", R"({"source":"pbx","epoch":"e","process":"p"})");
  say_as("K9", "b", "HELLO", "0", R"({"source":"ace","epoch":"e","process":"p"})");
  EXPECT_EQ(replies(), R"(a:NACK 0 {"reason":"forbidden"}; b:NACK 0 {"reason":"forbidden"})");
  say_as("K2", "c", "HELLO", "0", R"({"epoch":"e","process":"p"})");
  say_as("K2", "c", "EVENTS", "1", events(1));
  EXPECT_EQ(passed(), (Numbers{1}));
}

TEST_F(X10_OthersEvents, ALineThatIsNotItsOwnIsRefusedAndCounted) {
  say_as("K1", "a", "HELLO", "0", R"({"epoch":"e","process":"p"})");
  say_as("K1", "a", "EVENTS", "1", events(2));
  EXPECT_EQ(passed(), Numbers{});
  EXPECT_EQ(refused_, (Numbers{1, 2}));
}

TEST_F(X10_OthersEvents, ARoutingIdThatWasAnothersSpeaksForNobody) {
  say_as("K2", "c", "HELLO", "0", R"({"epoch":"e","process":"p"})");
  replies();
  say_as("K1", "c", "EVENTS", "1", events(1));
  say_as("K1", "c", "HELLO", "0", R"({"epoch":"e","process":"p"})");
  say_as("K1", "c", "BYE", "0");
  EXPECT_EQ(replies(), R"(c:NACK 0 {"reason":"forbidden"}; c:NACK 0 {"reason":"forbidden"}; )"
                       R"(c:NACK 0 {"reason":"forbidden"})");
  EXPECT_EQ(passed(), Numbers{});
  EXPECT_EQ(links_, (std::vector{Link::up}));
}

using Threat08_StolenKey = X10_OthersEvents;

TEST_F(Threat08_StolenKey, TheNextMessageAfterItsEndIsRefused) {
  say_as("K2", "c", "HELLO", "0", R"({"epoch":"e","process":"p"})");
  say_as("K2", "c", "EVENTS", "1", events(1));
  replies();
  hub_.use_keys(std::make_shared<KeyTable>());
  EXPECT_EQ(replies(), R"(c:NACK 0 {"reason":"forbidden"})");
  say_as("K2", "c", "EVENTS", "2", events(1));
  say_as("K2", "c", "HELLO", "0", R"({"epoch":"e","process":"p"})");
  EXPECT_EQ(replies(), R"(c:NACK 0 {"reason":"forbidden"}; c:NACK 0 {"reason":"forbidden"})");
  EXPECT_EQ(passed(), (Numbers{1}));
  EXPECT_EQ(links_.back(), Link::down);
}

}  // namespace
}  // namespace jono::feed
