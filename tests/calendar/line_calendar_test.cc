// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/calendar/calendar_support.h"

namespace jono::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

LineCalendar office() { return {zone_of("Europe/Helsinki"), {office_hours(day(2022, 1, 1))}}; }

// Open every day of the week within the given intervals, holidays included.
LineCalendar daily(const char* zone, const OpenIntervals& intervals) {
  OpeningVersion version{.from = day(2022, 1, 1)};
  for (auto& weekday : version.weekly) weekday = intervals;
  return {zone_of(zone), {version}};
}

Instant local(const LineCalendar& line, LocalDate d, std::chrono::minutes time) {
  return line.zone().at(d, time);
}

TEST(LineCalendar, HalfOpenAtBothEnds) {
  const LineCalendar line = office();
  const Instant eight = utc(2026, 11, 23, 6h);
  EXPECT_FALSE(line.open_at(eight - 1ms));
  EXPECT_TRUE(line.open_at(eight));
  EXPECT_TRUE(line.open_at(eight + 8h - 1ms));
  EXPECT_FALSE(line.open_at(eight + 8h));
  EXPECT_EQ(line.open_between(eight - 1h, eight + 10h), 8h);
  EXPECT_EQ(line.open_between(eight + 1h, eight + 1h), 0ms);
  EXPECT_EQ(line.open_between(eight + 2h, eight + 1h), 0ms);
}

TEST(LineCalendar, WorkingDaysOfAYearTimesEight) {
  const LineCalendar line = office();
  const Zone& zone = line.zone();
  EXPECT_EQ(line.open_between(zone.day_start(day(2026, 1, 1)), zone.day_start(day(2027, 1, 1))),
            252 * 8h);
}

TEST(LineCalendar, ClosedBeforeTheFirstVersionAndWithoutAny) {
  const LineCalendar line = office();
  EXPECT_EQ(line.open_between(Instant::min(), local(line, day(2022, 1, 1), 0min)), 0ms);
  EXPECT_EQ(line.open_between(utc(2021, 12, 1, 0h), utc(2022, 1, 3, 7h)), 1h);
  const LineCalendar never(zone_of("Europe/Helsinki"), {});
  EXPECT_FALSE(never.open_at(utc(2026, 11, 23, 9h)));
  EXPECT_EQ(never.open_between(Instant::min(), Instant::max()), 0ms);
  EXPECT_FALSE(never.next_change(utc(2026, 11, 23, 9h)));
  EXPECT_FALSE(never.due_end(utc(2026, 11, 23, 9h)));
}

TEST(LineCalendar, ExceptionsOpenAHolidayAndCloseADay) {
  OpeningVersion version = office_hours(day(2022, 1, 1));
  version.exceptions[day(2026, 12, 24)] = {open(600, 720)};
  version.exceptions[day(2026, 12, 28)] = {};
  const LineCalendar line(zone_of("Europe/Helsinki"), {version});
  EXPECT_EQ(
      line.open_between(local(line, day(2026, 12, 24), 0h), local(line, day(2026, 12, 29), 0h)),
      2h);
  EXPECT_TRUE(line.open_at(local(line, day(2026, 12, 24), 10h)));
}

TEST(LineCalendar, ExceptionsAreThoseOfTheVersionInForce) {
  OpeningVersion old = office_hours(day(2022, 1, 1));
  old.exceptions[day(2026, 3, 2)] = {};
  old.exceptions[day(2026, 2, 27)] = {};
  OpeningVersion current = office_hours(day(2026, 3, 1));
  current.exceptions[day(2026, 2, 26)] = {};
  const LineCalendar line(zone_of("Europe/Helsinki"), {old, current});
  EXPECT_TRUE(line.open_at(local(line, day(2026, 3, 2), 9h)));
  EXPECT_FALSE(line.open_at(local(line, day(2026, 2, 27), 9h)));
  EXPECT_TRUE(line.open_at(local(line, day(2026, 2, 26), 9h)));
}

TEST(LineCalendar, UntilMidnightTouchesTheNextDay) {
  const LineCalendar line = daily("Europe/Helsinki", {open(0, 480), open(600, 1440)});
  const Instant ten = local(line, day(2026, 11, 23), 10h);
  EXPECT_TRUE(line.open_at(local(line, day(2026, 11, 24), 0h) - 1ms));
  EXPECT_EQ(line.next_change(ten), local(line, day(2026, 11, 24), 8h));
  EXPECT_EQ(line.next_change(ten - 1ms), ten);
  const LineCalendar always = daily("Europe/Helsinki", {open(0, 1440)});
  EXPECT_EQ(always.next_change(ten), std::nullopt);
  EXPECT_EQ(always.due_end(ten), local(line, day(2026, 11, 24), 0h));
}

TEST(LineCalendar, WallClockOnDaysOf23And25Hours) {
  const LineCalendar night = daily("Europe/Helsinki", {open(0, 1440)});
  const LineCalendar early = daily("Europe/Helsinki", {open(150, 210)});  // 02:30-03:30
  const LineCalendar gap = daily("Europe/Helsinki", {open(180, 240)});    // 03:00-04:00
  const auto open_on = [](const LineCalendar& line, LocalDate d) {
    return line.open_between(line.zone().day_start(d), line.zone().day_end(d));
  };
  const LocalDate spring = day(2027, 3, 28);
  const LocalDate autumn = day(2026, 10, 25);
  EXPECT_EQ(open_on(night, spring), 23h);
  EXPECT_EQ(open_on(night, autumn), 25h);
  EXPECT_EQ(open_on(early, spring), 30min);
  EXPECT_EQ(open_on(early, autumn), 1h);
  EXPECT_EQ(open_on(gap, spring), 0h);
  EXPECT_EQ(open_on(gap, autumn), 2h);
  EXPECT_EQ(gap.next_change(gap.zone().at(spring, 1h)), gap.zone().at(spring + days(1), 3h));
  EXPECT_EQ(open_on(daily("Australia/Lord_Howe", {open(60, 150)}), day(2027, 4, 4)), 2h);
}

TEST(LineCalendar, DueDay) {
  const LineCalendar line = office();
  const auto due = [&](LocalDate d, std::chrono::minutes time) {
    return line.due_end(local(line, d, time)).value();
  };
  const auto end_of = [&](LocalDate d) { return line.zone().day_end(d); };
  const LocalDate wednesday = day(2026, 11, 25);
  EXPECT_EQ(due(wednesday, 9h), end_of(wednesday));
  EXPECT_EQ(due(wednesday, 7h), end_of(wednesday));
  EXPECT_EQ(due(wednesday, 16h), end_of(wednesday + days(1)));
  EXPECT_EQ(due(day(2026, 11, 27), 16h), end_of(day(2026, 11, 30)));
  EXPECT_EQ(due(day(2026, 12, 23), 17h), end_of(day(2026, 12, 28)));
  EXPECT_EQ(due(day(2026, 10, 24), 12h), end_of(day(2026, 10, 26)));
}

TEST(LineCalendar, DueAtMostSixtyDaysLater) {
  const LocalDate opening = day(2026, 3, 2);
  OpeningVersion version{.from = day(2026, 1, 1)};
  version.exceptions[opening] = {open(480, 960)};
  const LineCalendar line(zone_of("Europe/Helsinki"), {version});
  const Instant first = local(line, opening - days(60), 0h);
  EXPECT_EQ(line.due_end(first), line.zone().day_end(opening));
  EXPECT_EQ(line.due_end(first - 1ms), std::nullopt);
  EXPECT_EQ(line.due_end(local(line, opening, 16h)), std::nullopt);
}

rc::Gen<LineCalendar> any_line() {
  return rc::gen::exec([] {
    auto ends = *rc::gen::unique<std::vector<int>>(4, rc::gen::inRange(0, 1441));
    std::ranges::sort(ends);
    const OpenIntervals intervals = {open(ends[0], ends[1]), open(ends[2], ends[3])};
    OpeningVersion version{.from = day(2026, 1, 1), .finnish_holidays = true};
    for (auto& weekday : version.weekly) {
      if (*rc::gen::weightedElement<bool>({{5, true}, {2, false}})) weekday = intervals;
    }
    return LineCalendar(*any_zone(), {version});
  });
}

RC_GTEST_PROP(LineCalendarProperty, OpeningTimeIsAdditive, ()) {
  const LineCalendar line = *any_line();
  const Instant a = *any_instant();
  const Instant b = a + Millis(*rc::gen::inRange<std::int64_t>(0, 20L * 86'400'000));
  const Instant c = b + Millis(*rc::gen::inRange<std::int64_t>(0, 20L * 86'400'000));
  RC_ASSERT(line.open_between(a, b) + line.open_between(b, c) == line.open_between(a, c));
  RC_ASSERT(line.open_between(a, b) <= b - a);
}

RC_GTEST_PROP(LineCalendarProperty, HoursOfADayAddUp, ()) {
  const LineCalendar line = *any_line();
  const Zone& zone = line.zone();
  const LocalDate d = zone.date_of(*any_instant());
  Millis sum(0);
  for (Instant t = zone.day_start(d); t < zone.day_end(d); t = zone.hour_end(t)) {
    sum += line.open_between(t, zone.hour_end(t));
  }
  RC_ASSERT(sum == line.open_between(zone.day_start(d), zone.day_end(d)));
}

RC_GTEST_PROP(LineCalendarProperty, NothingChangesBeforeTheNextChange, ()) {
  const LineCalendar line = *any_line();
  const Instant t = *any_instant();
  const bool open_now = line.open_at(t);
  const auto change = line.next_change(t);
  const Instant until = change.value_or(t + days(60));
  RC_ASSERT(t < until);
  RC_ASSERT(line.open_between(t, until) == (open_now ? until - t : Millis(0)));
  if (change) RC_ASSERT(line.open_at(*change) != open_now);
}

RC_GTEST_PROP(LineCalendarProperty, DueDayHasAnOpening, ()) {
  const LineCalendar line = *any_line();
  const Instant t = *any_instant();
  const auto due = line.due_end(t);
  const Zone& zone = line.zone();
  if (!due) {
    RC_ASSERT(line.open_between(t, zone.day_end(zone.date_of(t) + days(60))) == Millis(0));
    return;
  }
  const LocalDate due_day = zone.date_of(*due - Millis(1));
  RC_ASSERT(*due == zone.day_end(due_day));
  RC_ASSERT(line.open_between(t, *due) > Millis(0));
  RC_ASSERT(due_day == zone.date_of(t) ||
            line.open_between(t, zone.day_start(due_day)) == Millis(0));
}

}  // namespace
}  // namespace jono::calendar
