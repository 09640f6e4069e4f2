// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/calendar/calendar_support.h"

namespace jono::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

TEST(Zone, KnowsTheNamesOfTheDatabaseOnly) {
  EXPECT_TRUE(Zone::find("Europe/Helsinki"));
  for (const char* name : {"", "Europe/Helsingfors", "../../etc/passwd", "tzdata.zi"}) {
    const auto zone = Zone::find(name);
    ASSERT_FALSE(zone) << name;
    EXPECT_NE(zone.error().what.find(name), std::string::npos);
  }
}

TEST(Zone, UtcNeedsNoDatabase) {
  EXPECT_EQ(Zone::utc().format(utc(2026, 11, 23, 8h)), "2026-11-23T08:00:00+00:00");
  EXPECT_EQ(Zone::utc().at(day(2026, 11, 23), 24h), utc(2026, 11, 24, 0h));
}

TEST(Zone, AutumnHasTwoHoursOfOneName) {
  const Zone zone = zone_of("Europe/Helsinki");
  const Instant start = zone.day_start(day(2026, 10, 25));
  std::vector<std::string> names;
  for (Instant t = start; t < zone.day_end(day(2026, 10, 25)); t = zone.hour_end(t)) {
    names.push_back(zone.format(t));
  }
  ASSERT_EQ(names.size(), 25U);
  EXPECT_EQ(names.front(), "2026-10-25T00:00:00+03:00");
  EXPECT_EQ(names[3], "2026-10-25T03:00:00+03:00");
  EXPECT_EQ(names[4], "2026-10-25T03:00:00+02:00");
  EXPECT_EQ(names.back(), "2026-10-25T23:00:00+02:00");
}

TEST(Zone, SpringHasNoHourThree) {
  const Zone zone = zone_of("Europe/Helsinki");
  const Instant four = utc(2027, 3, 28, 1h);
  EXPECT_EQ(zone.day_end(day(2027, 3, 28)) - zone.day_start(day(2027, 3, 28)), 23h);
  EXPECT_EQ(zone.format(four - 1ms), "2027-03-28T02:59:59+02:00");
  EXPECT_EQ(zone.format(four), "2027-03-28T04:00:00+03:00");
  EXPECT_EQ(zone.at(day(2027, 3, 28), 3h), four);
  EXPECT_EQ(zone.at(day(2027, 3, 28), 3h + 30min), four);
  EXPECT_EQ(zone.at(day(2027, 3, 28), 4h), four);
  EXPECT_EQ(zone.at(day(2027, 3, 28), 24h), zone.day_end(day(2027, 3, 28)));
}

TEST(Zone, AmbiguousTimeIsTheFirst) {
  const Zone zone = zone_of("Europe/Helsinki");
  EXPECT_EQ(zone.at(day(2026, 10, 25), 3h + 30min), utc(2026, 10, 25, 30min));
  EXPECT_EQ(zone.at(day(2026, 10, 25), 4h), utc(2026, 10, 25, 2h));
}

TEST(Zone, HoursOfUnevenOffsets) {
  const Zone kathmandu = zone_of("Asia/Kathmandu");
  EXPECT_EQ(kathmandu.hour_start(utc(2026, 1, 1, 10min)), utc(2025, 12, 31, 23h + 15min));
  EXPECT_EQ(kathmandu.hour_end(utc(2026, 1, 1, 10min)), utc(2026, 1, 1, 15min));
  EXPECT_EQ(kathmandu.format(utc(2026, 1, 1, 15min)), "2026-01-01T06:00:00+05:45");
  EXPECT_EQ(zone_of("America/St_Johns").format(utc(2026, 1, 1, 0h)), "2025-12-31T20:30:00-03:30");
}

TEST(Zone, HalfHourOfLordHowe) {
  const Zone zone = zone_of("Australia/Lord_Howe");
  // 4 April 2027, 02:00+11:00 → 01:30+10:30; 3 October 2027, 02:00+10:30 → 02:30+11:00.
  const Instant back = utc(2027, 4, 3, 15h);
  EXPECT_EQ(zone.hour_start(back - 1ms), back - 1h);
  EXPECT_EQ(zone.hour_end(back - 1ms), back);
  EXPECT_EQ(zone.hour_start(back), back);
  EXPECT_EQ(zone.hour_end(back), back + 30min);
  EXPECT_EQ(zone.format(back), "2027-04-04T01:30:00+10:30");
  EXPECT_EQ(zone.day_end(day(2027, 4, 4)) - zone.day_start(day(2027, 4, 4)), 24h + 30min);
  EXPECT_EQ(zone.day_end(day(2027, 10, 3)) - zone.day_start(day(2027, 10, 3)), 23h + 30min);
}

TEST(Zone, DayWithoutMidnightOrWithoutItself) {
  const Zone cairo = zone_of("Africa/Cairo");  // 24 April 2026, 00:00 → 01:00
  EXPECT_EQ(cairo.format(cairo.day_start(day(2026, 4, 24))), "2026-04-24T01:00:00+03:00");
  const Zone apia = zone_of("Pacific/Apia");  // had no 30 December 2011
  EXPECT_EQ(apia.day_start(day(2011, 12, 30)), apia.day_start(day(2011, 12, 31)));
}

TEST(Zone, GoesOnAfterTheListedYears) {
  const Zone zone = zone_of("Europe/Helsinki");
  EXPECT_EQ(zone.format(utc(2060, 7, 1, 0h)), "2060-07-01T03:00:00+03:00");
  EXPECT_EQ(zone.format(utc(2099, 10, 25, 1h)), "2099-10-25T03:00:00+02:00");
  EXPECT_EQ(zone.format(utc(2099, 10, 25, 1h) - 1ms), "2099-10-25T03:59:59+03:00");
}

TEST(Zone, FarInstantsAreTakenForTheNearest) {
  const Zone zone = zone_of("Europe/Helsinki");
  EXPECT_EQ(zone.date_of(Instant::max()), zone.date_of(utc(9999, 12, 31, 23h)));
  EXPECT_EQ(zone.format(Instant::min()).substr(0, 4), "0000");
  EXPECT_LE(zone.day_start(LocalDate::max()), utc(10000, 1, 2, 0h));
}

// Ten years of changes in each zone: every day's hours touch, and fill it.
TEST(Zone, HoursFillEveryDayOfTenYears) {
  for (const char* name : {"Europe/Helsinki", "Australia/Lord_Howe", "America/New_York"}) {
    const Zone zone = zone_of(name);
    int odd_days = 0;
    for (LocalDate d = day(2026, 1, 1); d < day(2036, 1, 1); d += days(1)) {
      ASSERT_EQ(zone.date_of(zone.day_start(d)), d);
      ASSERT_EQ(zone.date_of(zone.day_start(d) - 1ms), d - days(1));
      Millis sum(0);
      for (Instant t = zone.day_start(d); t < zone.day_end(d); t = zone.hour_end(t)) {
        ASSERT_EQ(zone.hour_start(t), t);
        ASSERT_EQ(zone.hour_start(zone.hour_end(t) - 1ms), t);
        sum += zone.hour_end(t) - t;
      }
      ASSERT_EQ(sum, zone.day_end(d) - zone.day_start(d));
      odd_days += sum != 24h ? 1 : 0;
    }
    EXPECT_EQ(odd_days, 20) << name;
  }
}

RC_GTEST_PROP(ZoneProperty, HourHoldsItsInstant, ()) {
  const Zone zone = *any_zone();
  const Instant t = *any_instant();
  RC_ASSERT(zone.hour_start(t) <= t);
  RC_ASSERT(t < zone.hour_end(t));
  RC_ASSERT(zone.hour_end(t) - zone.hour_start(t) <= 1h);
  RC_ASSERT(zone.hour_start(zone.hour_end(t)) == zone.hour_end(t));
  RC_ASSERT(zone.day_start(zone.date_of(t)) <= t);
  RC_ASSERT(t < zone.day_end(zone.date_of(t)));
}

RC_GTEST_PROP(ZoneProperty, WallClockNeverRunsBackwards, ()) {
  const Zone zone = *any_zone();
  const LocalDate d = zone.date_of(*any_instant());
  const auto early = std::chrono::minutes(*rc::gen::inRange(0, 1441));
  const auto late = std::chrono::minutes(*rc::gen::inRange(0, 1441));
  RC_PRE(early <= late);
  RC_ASSERT(zone.at(d, early) <= zone.at(d, late));
  RC_ASSERT(zone.day_start(d) <= zone.at(d, early));
  RC_ASSERT(zone.at(d, late) <= zone.day_end(d));
}

}  // namespace
}  // namespace jono::calendar
