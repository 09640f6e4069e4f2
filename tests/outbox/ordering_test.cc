// SPDX-License-Identifier: EUPL-1.2
#include "daemon/outbox/ordering.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

namespace jono::outbox {
namespace {

Event event(std::uint64_t number, EpochId epoch = EpochId{0}) {
  Event out;
  out.at = Instant(Millis(std::int64_t(number)));
  out.seq = number;
  out.epoch = epoch;
  out.source = SourceId{0};
  out.line = LineId{0};
  out.what = CallQueued{CallId{{number, 1}}};
  return out;
}

// "1 2 !5": a hole before 5.
std::string words(const std::vector<Ordered>& all) {
  std::string out;
  for (const Ordered& one : all) {
    out += out.empty() ? "" : " ";
    out += (one.after_hole ? "!" : "") + std::to_string(one.event.seq);
  }
  return out;
}

class OrderingTest : public testing::Test {
 protected:
  std::string taken(std::initializer_list<std::uint64_t> numbers, EpochId epoch = EpochId{0}) {
    std::vector<Ordered> out;
    for (const std::uint64_t number : numbers) ordering.take(event(number, epoch), out);
    return words(out);
  }
  std::string settled() {
    std::vector<Ordered> out;
    ordering.settle(out);
    return words(out);
  }
  Ordering ordering{EpochId{}, 0};
};

TEST_F(OrderingTest, WhatIsMissingIsWaitedFor) {
  EXPECT_EQ(taken({1, 2, 5, 6}), "1 2");
  EXPECT_EQ(taken({4}), "");
  EXPECT_EQ(taken({3}), "3 4 5 6");
  EXPECT_EQ(settled(), "");
}

TEST_F(OrderingTest, WhatIsGivenUpIsAHole) {
  EXPECT_EQ(taken({1, 3, 6}), "1");
  EXPECT_EQ(settled(), "!3 !6");
  EXPECT_EQ(taken({7}), "7");
}

TEST_F(OrderingTest, ItBeginsWhereTheSourceDoes) { EXPECT_EQ(taken({40, 41}), "40 41"); }

TEST_F(OrderingTest, ItGoesOnWhereItWas) {
  ordering = Ordering(EpochId{0}, 40);
  EXPECT_EQ(taken({43}), "");
  EXPECT_EQ(settled(), "!43");
}

TEST_F(OrderingTest, WhatCameBeforeIsPassedOn) {
  EXPECT_EQ(taken({1, 2, 2, 1}), "1 2 2 1");
  EXPECT_EQ(taken({4, 4}), "");
  EXPECT_EQ(settled(), "!4");
}

TEST_F(OrderingTest, CountingAnewIsAHole) {
  EXPECT_EQ(taken({1, 3}), "1");
  EXPECT_EQ(taken({1, 2}, EpochId{1}), "!3 !1 2");
}

TEST_F(OrderingTest, ARefusedOneHasCome) {
  std::vector<Ordered> out;
  ordering.take(event(1), out);
  ordering.take_refused(EpochId{0}, 2, out);
  ordering.take(event(3), out);
  EXPECT_EQ(words(out), "1 3");
}

TEST_F(OrderingTest, WithoutANumberThereIsNoOrder) {
  Event heartbeat = event(9);
  heartbeat.what = SourceHeartbeat{};
  std::vector<Ordered> out;
  ordering.take(event(1), out);
  ordering.take(event(0), out);
  ordering.take(heartbeat, out);
  ordering.take(event(2), out);
  EXPECT_EQ(words(out), "1 0 9 2");
}

RC_GTEST_PROP(Ordering, GivesAllInOrderWhateverTheWay, ()) {
  auto numbers =
      *rc::gen::unique<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(2, 40));
  Ordering ordering(EpochId{0}, 1);
  std::vector<Ordered> out;
  for (const std::uint64_t number : numbers) ordering.take(event(number), out);
  ordering.settle(out);
  std::ranges::sort(numbers);
  RC_ASSERT(out.size() == numbers.size());
  std::uint64_t last = 1;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    RC_ASSERT(out[i].event.seq == numbers[i]);
    RC_ASSERT(out[i].after_hole == (numbers[i] > last + 1));
    last = numbers[i];
  }
}

}  // namespace
}  // namespace jono::outbox
