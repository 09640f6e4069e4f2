// SPDX-License-Identifier: EUPL-1.2
// What senders do to it, by the ids of faults and threats.
#include "tests/collectors/feed_hub_support.h"

namespace jono::feed {
namespace {

using std::chrono::seconds;

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
