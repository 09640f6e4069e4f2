// SPDX-License-Identifier: EUPL-1.2
// The simulator's thread: catches up, says that it lives, and stops when told to.
#include "collectors/simulator/simulator_source.h"

#include <gtest/gtest.h>

#include "tests/collectors/simulator_support.h"
#include "tests/support/manual_clock.h"

namespace jono::simulator {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class SimulatorSourceTest : public ::testing::Test {
 protected:
  // Takes deliveries until one is only a word of life.
  void take_until_idle(EventChannel& channel) {
    for (bool idle = false; !idle;) {
      std::vector<Delivery> taken;
      channel.take_all(taken, seconds(30));
      ASSERT_FALSE(taken.empty()) << "no word in half a minute";
      for (Delivery& delivery : taken) {
        EXPECT_EQ(delivery.source, SourceId{0});
        EXPECT_EQ(delivery.link, Link::up);
        EXPECT_EQ(delivery.place.empty(), delivery.events.empty());
        idle = delivery.events.empty();
        if (!idle) place_ = delivery.place;
        events_.insert(events_.end(), delivery.events.begin(), delivery.events.end());
      }
      channel.give_back(taken);
    }
  }

  County county_;
  testing::ManualClock clock_{county_.at(0, hours(12))};
  std::vector<Event> events_;
  std::string place_;
};

TEST_F(SimulatorSourceTest, CatchesUpWithTheMorningThenLives) {
  EventChannel channel(2000);
  const auto source = SimulatorSource::start(county_.parts(), "", clock_, channel);
  take_until_idle(channel);
  const auto expected = county_.events({}, county_.day(0), clock_.now() + Millis(1));
  EXPECT_EQ(county_.text(events_), county_.text(expected));
}

TEST_F(SimulatorSourceTest, GoesOnFromItsPlace) {
  EventChannel channel(2000);
  auto source = SimulatorSource::start(county_.parts(), "", clock_, channel);
  take_until_idle(channel);
  source.reset();
  std::vector<Delivery> rest;
  channel.take_all(rest, seconds(0));
  clock_.advance(hours(1));
  source = SimulatorSource::start(county_.parts(), place_, clock_, channel);
  take_until_idle(channel);
  const auto expected = county_.events({}, county_.day(0), clock_.now() + Millis(1));
  EXPECT_EQ(county_.text(events_), county_.text(expected));
}

TEST_F(SimulatorSourceTest, StopsThoughTheChannelIsFull) {
  EventChannel channel(1);
  const auto source = SimulatorSource::start(county_.parts(), "", clock_, channel);
}

}  // namespace
}  // namespace jono::simulator
