// SPDX-License-Identifier: EUPL-1.2
// The live source without its thread: what is due when, and a restart that nobody notices.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "collectors/simulator/pacer.h"
#include "tests/collectors/simulator_support.h"

namespace jono::simulator {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kAll = 1'000'000;

std::vector<Event> taken(Pacer& pacer, Instant now, std::size_t most = kAll) {
  std::vector<Event> out;
  pacer.take(now, most, out);
  return out;
}

TEST(Place, IsReadAsItWasWritten) {
  const Place place{Instant(Millis(-5)), Instant(Millis(7)), 3, Instant(Millis(9)), ~0ULL};
  EXPECT_EQ(Place::parse(place.text()), place);
  Place plain = place;
  plain.turned.reset();
  EXPECT_EQ(Place::parse(plain.text()), plain);
}

TEST(Place, RefusesWhatIsNone) {
  for (const char* text : {"", "1", "1 2 - 3 4", "2 2 - 3 4 5", "1 2 - 3 4 5 6", "1 2 x 3 4 5",
                           "1 2 - -3 4 5", "1 2 - 3 4 5x", "1  - 3 4 5"}) {
    EXPECT_EQ(Place::parse(text), std::nullopt) << text;
  }
}

TEST(Pacer, BeginsWithTheMorning) {
  County county;
  const Instant now = county.at(0, hours(12));
  Pacer pacer(county.parts(), "", now);
  EXPECT_EQ(pacer.place(), "");
  const auto events = taken(pacer, now);
  ASSERT_GT(events.size(), 1000U);
  EXPECT_EQ(county.text(events), county.text(county.events({}, county.day(0), now + Millis(1))));
}

TEST(Pacer, GivesEachEventWhenItsTimeComes) {
  County county;
  const Instant now = county.at(0, hours(9));
  Pacer pacer(county.parts(), "", now);
  taken(pacer, now);
  for (int i = 0; i < 100; ++i) {
    const Instant due = pacer.next_due(now + hours(1));
    EXPECT_TRUE(taken(pacer, due - Millis(1)).empty());
    for (const Event& event : taken(pacer, due)) EXPECT_EQ(event.at, due);
  }
}

TEST(Pacer, SaysWhenNothingIsDue) {
  County county;
  const Instant saturday = county.at(5, hours(12));
  Pacer pacer(county.parts(), "", saturday);
  EXPECT_TRUE(taken(pacer, saturday).empty());
  EXPECT_EQ(pacer.next_due(saturday + seconds(1)), saturday + seconds(1));
}

TEST(Pacer, TakesNoMoreThanAsked) {
  County county;
  const Instant now = county.at(0, hours(12));
  Pacer pacer(county.parts(), "", now);
  EXPECT_EQ(taken(pacer, now, 10).size(), 10U);
  EXPECT_EQ(taken(pacer, now, 1).front().seq, 11U);
}

RC_GTEST_PROP(Pacer, ARestartIsNotNoticed, (bool turned)) {
  County county;
  SimulatorConfig config;
  config.turned = turned;
  config.volumes = {{"aspa", {150, 40}}, {"vaihde", {50, 0}}};
  const PacerParts parts = county.parts(config);
  const Instant begin = county.at(0, hours(9));
  const Instant end = county.at(0, hours(11));
  Pacer whole(parts, "", begin);
  std::vector<Event> expected = taken(whole, end);

  std::vector<Event> got;
  std::string place;
  for (Instant now = begin; now < end; now += minutes(*rc::gen::inRange(1, 40))) {
    Pacer pacer(parts, place, now);
    const auto some = *rc::gen::inRange<std::size_t>(1, 50);
    pacer.take(now, some, got);
    place = pacer.place();
  }
  Pacer last(parts, place, end);
  last.take(end, kAll, got);
  RC_ASSERT(county.text(got) == county.text(expected));
  RC_ASSERT(last.place() == whole.place());
}

TEST(Pacer, IsTheSameInAnotherProcess) {
  County one;
  County other;
  static_cast<void>(other.epochs.intern("a name that came first there"));
  const Instant now = one.at(0, hours(9));
  Pacer before(one.parts(), "", now);
  taken(before, now);
  Pacer after(other.parts(), before.place(), now);
  EXPECT_EQ(after.place(), before.place());
}

TEST(Pacer, AnotherDayIsAnotherRun) {
  County county;
  Pacer monday(county.parts(), "", county.at(0, hours(15)));
  taken(monday, county.at(0, hours(15)));
  Pacer tuesday(county.parts(), monday.place(), county.at(1, hours(9)));
  const auto events = taken(tuesday, county.at(1, hours(9)));
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events.front().seq, 1U);
  EXPECT_GE(events.front().at, county.day(1));
  EXPECT_EQ(county.text(events),
            county.text(county.events({}, county.day(1), county.at(1, hours(9)) + Millis(1))));
}

TEST(Pacer, ARunOverMidnightGoesOnAfterARestart) {
  County county;
  Pacer first(county.parts(), "", county.at(0, hours(15)));
  taken(first, county.at(1, hours(10)));
  Pacer second(county.parts(), first.place(), county.at(1, hours(11)));
  const auto expected = taken(first, county.at(1, hours(11)));
  EXPECT_EQ(county.text(taken(second, county.at(1, hours(11)))), county.text(expected));
}

TEST(Pacer, ATurnedRunGoesOnForADay) {
  County county;
  SimulatorConfig config;
  config.turned = true;
  const Instant now = county.at(6, hours(3));
  Pacer first(county.parts(config), "", now);
  const auto morning = taken(first, now);
  ASSERT_FALSE(morning.empty());
  EXPECT_GE(morning.front().at, now - hours(2));
  Pacer later(county.parts(config), first.place(), now + hours(21));
  EXPECT_EQ(taken(later, now + hours(21)).front().seq, morning.size() + 1);
  Pacer next(county.parts(config), first.place(), now + hours(22));
  EXPECT_EQ(taken(next, now + hours(22)).front().seq, 1U);
}

TEST(Pacer, AnotherConfigurationNeverContradictsWhatWasTold) {
  County county;
  const Instant now = county.at(0, hours(12));
  Pacer first(county.parts(), "", now);
  taken(first, now);
  SimulatorConfig config;
  config.seed = 2;
  Pacer second(county.parts(config), first.place(), now);
  EXPECT_TRUE(taken(second, now - Millis(1)).empty());
  const auto events = taken(second, now + minutes(5));
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events.front().seq, 1U);
  Pacer third(county.parts(config), second.place(), now + minutes(6));
  EXPECT_EQ(taken(third, now + minutes(6)).front().seq, events.size() + 1);
}

TEST(Pacer, ManyDaysAtOnceAreQuicklyTaken) {
  County county;
  Pacer pacer(county.parts(), "", county.day(0));
  const auto events = taken(pacer, county.day(30));
  EXPECT_GT(events.size(), 120'000U);
}

}  // namespace
}  // namespace jono::simulator
