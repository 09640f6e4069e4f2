// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "collectors/asterisk/received_times.h"
#include "collectors/asterisk/wire_time.h"
#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

TEST(WireTime, WholeSecondsAreCoarse) {
  EXPECT_EQ(parse_wire_time("1795316395"), (WireTime{ms(1'795'316'395'000), true}));
  EXPECT_EQ(parse_wire_time("0"), (WireTime{ms(0), true}));
}

TEST(WireTime, CutsWhatIsFinerThanAMillisecond) {
  EXPECT_EQ(parse_wire_time("1795316395.852999"), (WireTime{ms(1'795'316'395'852), false}));
  EXPECT_EQ(parse_wire_time("1795316395.8"), (WireTime{ms(1'795'316'395'800), false}));
  EXPECT_EQ(parse_wire_time("1.0"), (WireTime{ms(1000), false}));
}

TEST(WireTime, RefusesAllElse) {
  for (const char* text : {"", ".", ".5", "1.", "-1", "+1", " 1", "1 ", "1.2.3", "1e3", "1.2x",
                           "2026-11-22 10:00:00", "253402300800", "99999999999999999999"}) {
    EXPECT_FALSE(parse_wire_time(text)) << text;
  }
  EXPECT_TRUE(parse_wire_time("253402300799.999"));
}

RC_GTEST_PROP(WireTime, ReadsWhatWasWritten, ()) {
  const auto at = *rc::gen::inRange<std::int64_t>(0, 253'402'300'799'999);
  const std::string fraction = std::to_string(1000 + at % 1000).substr(1);
  RC_ASSERT(parse_wire_time(std::to_string(at / 1000) + "." + fraction) ==
            (WireTime{ms(at), false}));
}

TEST(Seconds, AreWholeAndBounded) {
  EXPECT_EQ(parse_seconds("0"), std::chrono::seconds(0));
  EXPECT_EQ(parse_seconds("3601"), std::chrono::seconds(3601));
  for (const char* text : {"", "-1", "1.5", "x", "100000001", "99999999999999999999"}) {
    EXPECT_FALSE(parse_seconds(text)) << text;
  }
}

TEST(ReceivedTimes, AMessageCameWithItsLastByte) {
  const auto times = ReceivedTimes::parse(
      "#offset\tlength\treceived_ns\n0\t10\t1000000\n10\t5\t2999999\n15\t0\t5000000\n");
  ASSERT_TRUE(times) << times.error().what;
  EXPECT_EQ(times->of_message_ending_at(1), ms(1));
  EXPECT_EQ(times->of_message_ending_at(10), ms(1));
  EXPECT_EQ(times->of_message_ending_at(11), ms(2));
  EXPECT_EQ(times->of_message_ending_at(15), ms(2));
  EXPECT_EQ(times->of_message_ending_at(16), std::nullopt);
}

TEST(ReceivedTimes, RefusesWhatIsNoSuchFile) {
  for (const char* text : {"x\n", "1\t2\n", "0\t1\t2\t3\n", "0\t1\t-2\n", "5\t5\t1\n4\t1\t2\n",
                           "0\t18446744073709551615\t1\n1\t18446744073709551615\t1\n",
                           "0\t1\t18446744073709551615\n"}) {
    EXPECT_FALSE(ReceivedTimes::parse(text)) << text;
  }
  EXPECT_EQ(ReceivedTimes::parse("0\t1\t1\n?\n").error().what.substr(0, 22),
            "received times, line 2");
}

TEST(ReceivedTimes, CoversAWholeCapture) {
  const auto times = ReceivedTimes::parse(fixture("restart.qmon.conn1.times.tsv"));
  ASSERT_TRUE(times);
  const std::string bytes = fixture("restart.qmon.conn1.ami");
  EXPECT_TRUE(times->of_message_ending_at(bytes.size()));
  EXPECT_FALSE(times->of_message_ending_at(bytes.size() + 1));
}

}  // namespace
}  // namespace jono::asterisk
