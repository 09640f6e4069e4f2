// SPDX-License-Identifier: EUPL-1.2
// Chance that is the same everywhere, and has the shape it says.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "collectors/simulator/random.h"

namespace jono::simulator {
namespace {

constexpr int kDraws = 200'000;

double mean_of(const std::function<double()>& draw) {
  double sum = 0;
  for (int i = 0; i < kDraws; ++i) sum += draw();
  return sum / kDraws;
}

TEST(Random, IsTheSameOnEveryMachine) {
  Random random(1);
  EXPECT_EQ(random.next(), 0xb3f2af6d0fc710c5U);
  EXPECT_EQ(random.next(), 0x853b559647364ceaU);
}

TEST(Random, AnotherSeedIsAnotherStream) {
  EXPECT_NE(Random(1).next(), Random(2).next());
  EXPECT_NE(mix(1, "aspa"), mix(1, "vaihde"));
  EXPECT_NE(mix(1, "aspa"), mix(2, "aspa"));
  EXPECT_NE(mix(1, 0), mix(0, 1));
}

TEST(Random, UniformLiesInItsInterval) {
  Random random(7);
  double least = 1;
  double most = 0;
  const double mean = mean_of([&] {
    const double drawn = random.uniform();
    least = std::min(least, drawn);
    most = std::max(most, drawn);
    return drawn;
  });
  EXPECT_GE(least, 0);
  EXPECT_LT(most, 1);
  EXPECT_NEAR(mean, 0.5, 0.005);
}

TEST(Random, ExponentialHasItsMeanAndTail) {
  Random random(7);
  EXPECT_NEAR(mean_of([&] { return random.exponential(); }), 1, 0.01);
  EXPECT_NEAR(mean_of([&] { return random.exponential() > 2 ? 1 : 0; }), std::exp(-2), 0.005);
}

TEST(Random, LogNormalHasItsMeanAndMedian) {
  Random random(7);
  EXPECT_NEAR(mean_of([&] { return random.log_normal(0.8); }), 1, 0.01);
  const double median = std::exp(-0.8 * 0.8 / 2);
  EXPECT_NEAR(mean_of([&] { return random.log_normal(0.8) < median ? 1 : 0; }), 0.5, 0.005);
}

}  // namespace
}  // namespace jono::simulator
