// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/rfc3339.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jono {
namespace {

constexpr std::int64_t kNoon = 1795435200000;  // 2026-11-23T12:00:00Z

std::optional<std::int64_t> ms(std::string_view text) {
  const auto t = parse_rfc3339(text);
  return t ? std::optional(t->time_since_epoch().count()) : std::nullopt;
}

TEST(Rfc3339, ReadsOffsets) {
  EXPECT_EQ(ms("2026-11-23T12:00:00Z"), kNoon);
  EXPECT_EQ(ms("2026-11-23t12:00:00z"), kNoon);
  EXPECT_EQ(ms("2026-11-23T14:00:00+02:00"), kNoon);
  EXPECT_EQ(ms("2026-11-23T00:30:00-11:30"), kNoon);
  EXPECT_EQ(ms("2026-11-23T12:00:00+00:00"), kNoon);
  EXPECT_EQ(ms("2026-11-23T12:00:00-00:00"), kNoon);
  EXPECT_EQ(ms("2026-11-24T11:59:00+23:59"), kNoon);
}

TEST(Rfc3339, CutsWhatIsFinerThanAMillisecond) {
  EXPECT_EQ(ms("2026-11-23T12:00:00.4Z"), kNoon + 400);
  EXPECT_EQ(ms("2026-11-23T12:00:00.04Z"), kNoon + 40);
  EXPECT_EQ(ms("2026-11-23T12:00:00.0019Z"), kNoon + 1);
  EXPECT_EQ(ms("2026-11-23T12:00:00.999999999999999999999999Z"), kNoon + 999);
  EXPECT_EQ(ms("1969-12-31T23:59:59.9999Z"), -1);
}

TEST(Rfc3339, RefusesWhatIsNoInstant) {
  for (const char* text : {"",
                           "2026",
                           "2026-11-23",
                           "2026-11-23T12:00:00",
                           "2026-11-23T12:00Z",
                           "2026-11-23T12:00:00+0200",
                           "2026-11-23T12:00:00+02",
                           "2026-11-23T12:00:00 Z",
                           "2026-11-23 12:00:00Z",
                           "2026-11-23_12:00:00Z",
                           " 2026-11-23T12:00:00Z",
                           "2026-11-23T12:00:00Z ",
                           "2026-11-23T12:00:00Zx",
                           "2026-11-23T12:00:00.Z",
                           "2026-11-23T12:00:00,5Z",
                           "2026-11-23T12:00:00.5",
                           "2026-11-23T12:00:60Z",
                           "2026-11-23T12:60:00Z",
                           "2026-11-23T24:00:00Z",
                           "2026-11-23T12:00:00+24:00",
                           "2026-11-23T12:00:00+02:60",
                           "2026-00-23T12:00:00Z",
                           "2026-13-23T12:00:00Z",
                           "2026-11-00T12:00:00Z",
                           "2026-11-31T12:00:00Z",
                           "2026-02-29T12:00:00Z",
                           "1900-02-29T12:00:00Z",
                           "26-11-23T12:00:00Z",
                           "+2026-11-23T12:00:00Z",
                           "-026-11-23T12:00:00Z",
                           "2026-1-23T12:00:00Z",
                           "2026-11-23T1:00:00Z",
                           "2026/11/23T12:00:00Z",
                           "2026-11-23T12.00.00Z",
                           "20261123T120000Z",
                           "2026-W48-1T12:00:00Z",
                           "10000-01-01T00:00:00Z",
                           "0000-01-01T00:00:00+00:01",
                           "9999-12-31T23:59:59-00:01"}) {
    EXPECT_EQ(ms(text), std::nullopt) << text;
  }
}

TEST(Rfc3339, RefusesEveryCut) {
  const std::string_view whole = "2026-11-23T12:00:00.123+02:00";
  ASSERT_TRUE(ms(whole));
  for (std::size_t n = 0; n < whole.size(); ++n) EXPECT_FALSE(ms(whole.substr(0, n))) << n;
}

TEST(Rfc3339, KnowsLeapYears) {
  EXPECT_TRUE(ms("2028-02-29T12:00:00Z"));
  EXPECT_TRUE(ms("2000-02-29T12:00:00Z"));
}

TEST(Rfc3339, PrintsUtcWithMilliseconds) {
  EXPECT_EQ(format_utc(Instant(Millis(1795414502412))), "2026-11-23T06:15:02.412Z");
  EXPECT_EQ(format_utc(Instant()), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_utc(Instant(Millis(-1))), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(format_utc(kFirstInstant), "0000-01-01T00:00:00.000Z");
  EXPECT_EQ(format_utc(kLastInstant), "9999-12-31T23:59:59.999Z");
}

RC_GTEST_PROP(Rfc3339, ReadsWhatItPrints, ()) {
  const auto count = *rc::gen::inRange(kFirstInstant.time_since_epoch().count(),
                                       kLastInstant.time_since_epoch().count() + 1);
  const Instant t{Millis(count)};
  RC_ASSERT(parse_rfc3339(format_utc(t)) == t);
}

RC_GTEST_PROP(Rfc3339, NeverCrashes, (const std::string& text)) {
  RC_ASSERT((!parse_rfc3339(text) || text.size() >= 20));
}

}  // namespace
}  // namespace jono
