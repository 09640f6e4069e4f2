// SPDX-License-Identifier: EUPL-1.2
#include "collectors/subscribe/subscriber.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace jono::subscribe {
namespace {

using testing::ElementsAre;

class SubscriberTest : public testing::Test {
 protected:
  static std::string queued(std::uint64_t seq, std::string_view more = "") {
    return fmt::format(
        R"({{"v":1,"seq":{},"type":"call.queued","at":{},"line":"aspa","call":"c{}"{}}})", seq,
        1'000'000 + seq, seq, more);
  }
  static std::string heartbeat(std::uint64_t seq) {
    return fmt::format(R"({{"v":1,"seq":{},"type":"source.heartbeat","at":1000000}})", seq);
  }
  Subscriber begin(std::string_view place = "") {
    return {Edge{&names_, IdHasher(IdKey{}), SourceId{0}}, epochs_, place};
  }
  std::vector<std::pair<std::string, std::uint64_t>> numbers(const Delivery& delivery) const {
    std::vector<std::pair<std::string, std::uint64_t>> out;
    for (const Event& e : delivery.events) {
      out.emplace_back(e.epoch.set() ? epochs_.of(e.epoch) : "", e.seq);
    }
    return out;
  }

  Names names_{{"aspa"}, {{"bus", {}}}, {}};
  EpochNames epochs_;
};

TEST_F(SubscriberTest, WhatIsReplayedJoinsWhatWasPublished) {
  Subscriber subscriber = begin();
  subscriber.on_event(queued(1));
  subscriber.on_event(queued(4));
  const auto wanted = subscriber.holes().wanted();
  ASSERT_EQ(wanted, (Range{"", 2, 3}));
  subscriber.on_replay(*wanted, queued(2) + "\n" + queued(3) + "\n" + queued(9) + "\n");
  EXPECT_THAT(numbers(subscriber.take()), ElementsAre(std::pair("", 1U), std::pair("", 4U),
                                                      std::pair("", 2U), std::pair("", 3U)));
  EXPECT_TRUE(subscriber.holes().complete());
}

TEST_F(SubscriberTest, ThePlaceSaysWhereToGoOn) {
  std::string place;
  {
    Subscriber first = begin();
    first.on_event(queued(7, R"(,"epoch":"monday")"));
    first.on_event(queued(9, R"(,"epoch":"monday")"));
    place = first.take().place;  // 8 is still missing
  }
  Subscriber second = begin(place);
  second.on_event(queued(11, R"(,"epoch":"monday")"));
  EXPECT_EQ(second.holes().wanted(), (Range{"monday", 8, 10}));
}

TEST_F(SubscriberTest, APublisherThatCountsAnewIsInAnEpochOfOurNaming) {
  std::string place;
  {
    Subscriber subscriber = begin();
    subscriber.on_event(queued(5));
    subscriber.on_event(queued(1));
    subscriber.on_event(queued(2));
    const Delivery delivery = subscriber.take();
    EXPECT_THAT(numbers(delivery), ElementsAre(std::pair("", 5U), std::pair("numbering-1", 1U),
                                               std::pair("numbering-1", 2U)));
    place = delivery.place;
  }
  Subscriber later = begin(place);
  later.on_event(queued(4));
  const auto wanted = later.holes().wanted();
  ASSERT_EQ(wanted, (Range{"numbering-1", 3, 3}));
  EXPECT_EQ(Subscriber::published_epoch(*wanted), "");
  later.on_replay(*wanted, queued(3));
  EXPECT_THAT(numbers(later.take()),
              ElementsAre(std::pair("numbering-1", 4U), std::pair("numbering-1", 3U)));
}

TEST_F(SubscriberTest, AHeartbeatRepeatsTheLastNumber) {
  Subscriber subscriber = begin();
  subscriber.on_event(queued(5));
  subscriber.on_event(heartbeat(5));
  EXPECT_TRUE(subscriber.holes().complete());
  subscriber.on_event(heartbeat(6));
  EXPECT_EQ(subscriber.holes().wanted(), (Range{"", 6, 6}));
}

TEST_F(SubscriberTest, ARefusedEventHasCome) {
  Subscriber subscriber = begin();
  subscriber.on_event(queued(1));
  subscriber.on_event(
      R"({"v":1,"seq":2,"type":"call.queued","at":"0:26:79","line":"aspa","call":"c"})");
  subscriber.on_event(queued(3));
  EXPECT_TRUE(subscriber.holes().complete());
  EXPECT_EQ(subscriber.take().refusals.size(), 1U);
}

TEST_F(SubscriberTest, RecordsOfAnotherFormatBecomeEventsWithoutNumbers) {
  mapping::Mapping mapped;
  mapping::Template one;
  mapping::Rule type{.field = Field::type, .place = mapped.place("/e")};
  type.values = {{"Q", "call.queued"}};
  one.rules = {type,
               {.field = Field::at, .place = mapped.place("/t")},
               {.field = Field::line, .place = mapped.place("/q")},
               {.field = Field::call, .place = mapped.place("/c")}};
  mapped.templates = {one};
  Subscriber subscriber(Edge{&names_, IdHasher(IdKey{}), SourceId{0}}, epochs_, "", &mapped);
  subscriber.on_event(R"({"e":"Q","t":"1970-01-01T00:00:01Z","q":"aspa","c":"c1","seq":5})");
  subscriber.on_event(R"({"e":"R","t":"1970-01-01T00:00:01Z","q":"aspa","c":"c1"})");
  subscriber.on_event("no json");
  EXPECT_TRUE(subscriber.holes().complete());
  const Delivery delivery = subscriber.take();
  ASSERT_EQ(delivery.events.size(), 1);
  EXPECT_EQ(delivery.events[0].seq, 0);
  ASSERT_EQ(delivery.refusals.size(), 2);
  EXPECT_EQ(delivery.refusals[0].reason, RefusalReason::unknown_type);
  EXPECT_EQ(delivery.refusals[1].reason, RefusalReason::not_json);
}

}  // namespace
}  // namespace jono::subscribe
