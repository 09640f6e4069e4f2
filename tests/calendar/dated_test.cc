// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "tests/calendar/calendar_support.h"

namespace jono::calendar {
namespace {

using namespace std::chrono_literals;

TEST(Dated, OneValueIsAlwaysInForce) {
  const Dated<Millis> always(5min);
  EXPECT_EQ(always.at(Instant::min()), 5min);
  EXPECT_EQ(always.at(Instant::max()), 5min);
}

TEST(Dated, AVersionBeginsWithItsLocalDay) {
  const Instant law = zone_of("Europe/Helsinki").day_start(day(2023, 9, 1));
  const Dated<Millis> target({{utc(2022, 1, 1, 0h), 72h}, {law, 5min}});
  EXPECT_EQ(target.at(law - 1ms), 72h);
  EXPECT_EQ(target.at(law), 5min);
  EXPECT_EQ(target.at(utc(2020, 1, 1, 0h)), 72h);
}

}  // namespace
}  // namespace jono::calendar
