// SPDX-License-Identifier: EUPL-1.2
// The same files, followed by a thread.
#include "collectors/asterisk/queue_log_collector.h"

#include <algorithm>

#include "tests/collectors/queue_log_support.h"

namespace jono::asterisk {
namespace {

class LogCollectorTest : public TailTest {
 protected:
  void run(EventChannel& channel, Millis quiet = std::chrono::hours(1)) {
    collector_ =
        QueueLogCollector::start({log_,
                                  lab_edge(),
                                  place_,
                                  channel,
                                  {.poll = Millis(20), .quiet = quiet, .missing = Millis(40)}});
  }
  void take_until(const std::function<bool()>& enough) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!enough() && std::chrono::steady_clock::now() < until) {
      std::vector<Delivery> taken;
      channel_.take_all(taken, Millis(50));
      for (Delivery& d : taken) {
        if (links_.empty() || links_.back() != d.link) links_.push_back(d.link);
        if (d.resumes) resumes_.push_back(*d.resumes);
        if (d.place.empty()) d.place = place_;
        take(std::move(d));
      }
    }
    EXPECT_TRUE(enough());
  }

  EventChannel channel_{100'000};
  std::vector<Link> links_;
  std::vector<bool> resumes_;
  std::unique_ptr<QueueLogCollector> collector_;
};

TEST_F(LogCollectorTest, FollowsAFileThatComesGrowsAndGoes) {
  run(channel_);
  write(enter(101, 1));
  take_until([&] { return seen_ == Seconds{101}; });
  write(enter(102, 2));
  take_until([&] { return seen_ == Seconds{101, 102}; });
  rename("queue_log.1");
  write(enter(103, 3));
  take_until([&] { return seen_ == Seconds{101, 102, 103}; });
  EXPECT_EQ(links_, (std::vector{Link::up}));
  fs::remove(log_);
  take_until([&] { return links_ == std::vector{Link::up, Link::down}; });
  write(enter(104, 4));
  take_until([&] { return seen_ == Seconds{101, 102, 103, 104}; });
  EXPECT_EQ(links_, (std::vector{Link::up, Link::down, Link::up}));
}

TEST_F(LogCollectorTest, WhatIsGoneIsAGapAndWhatFollowsIsNot) {
  place_ = print_place({1, 42, "99"});
  write(enter(101, 1));
  run(channel_);
  take_until([&] { return resumes_.size() == 2; });
  EXPECT_EQ(resumes_, (std::vector{false, true}));
  EXPECT_EQ(links_, std::vector{Link::up});
}

TEST_F(LogCollectorTest, TellsWhatItHoldsWhenTheLogIsQuiet) {
  write(enter(101, 1) + abandon(103, 1));
  run(channel_, Millis(30));
  take_until([&] { return abandons_ == 1; });
  EXPECT_EQ(parse_place(place_)->offset, fs::file_size(log_));
}

TEST_F(LogCollectorTest, AWholeLogGivesTheSameAsTheDecoderAlone) {
  write(fixture("main.queue_log"));
  run(channel_, Millis(30));
  const Recorder alone = decode_queue_log(fixture("main.queue_log"));
  std::vector<Event> events;
  std::vector<Delivery> taken;
  while (events.size() < alone.events.size()) {
    channel_.take_all(taken, Millis(10'000));
    ASSERT_FALSE(taken.empty());
    for (const Delivery& d : taken) events.insert(events.end(), d.events.begin(), d.events.end());
    taken.clear();
  }
  EXPECT_TRUE(std::ranges::equal(events, alone.events, same_content));
}

TEST_F(LogCollectorTest, EndsAtOnceWhileTheChannelIsFull) {
  EventChannel narrow(1);
  Delivery filling;
  ASSERT_TRUE(narrow.try_put(filling));
  write(enter(101, 1));
  run(narrow);
  collector_ = nullptr;
  EXPECT_EQ(narrow.depth(), 1u);
}

}  // namespace
}  // namespace jono::asterisk
