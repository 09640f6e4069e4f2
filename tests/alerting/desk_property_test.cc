// SPDX-License-Identifier: EUPL-1.2
// What must hold whatever happens: the simulation watches for it.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/alerting/simulation.h"

namespace jono::alerting {
namespace {

TEST(DeskProperty, TenThousandCrossingsWithFaultsAndKills) {
  Simulation simulation({.seed = 20261123, .crossings = 10'000});
  simulation.run();
  EXPECT_GE(simulation.crossings(), 10'000U);
  EXPECT_GT(simulation.kills(), 100);
  EXPECT_GT(simulation.faults(), 10'000);
}

RC_GTEST_PROP(DeskProperty, NothingIsMissedOrRepeatedWhateverTheSeed, (std::uint32_t seed)) {
  Simulation simulation({.seed = seed, .crossings = 100});
  simulation.run();
  RC_ASSERT(!::testing::Test::HasFailure());
}

RC_GTEST_PROP(DeskProperty, NorAmongAlertsThatFlap, (std::uint32_t seed)) {
  Simulation simulation({.seed = seed,
                         .crossings = 100,
                         .alerts = 15,
                         .shortest = Millis(100),
                         .longest = std::chrono::minutes(12)});
  simulation.run();
  RC_ASSERT(!::testing::Test::HasFailure());
}

// The watch for "twice in ten minutes" is in Reader, and in Simulation for Alertmanagers.
TEST(DeskProperty, FlappingTenThousandTimes) {
  Simulation simulation({.seed = 7,
                         .crossings = 10'000,
                         .alerts = 1,
                         .shortest = std::chrono::seconds(1),
                         .longest = std::chrono::minutes(15),
                         .faults = false});
  simulation.run();
  EXPECT_GE(simulation.crossings(), 10'000U);
  EXPECT_EQ(simulation.faults(), 0);
}

}  // namespace
}  // namespace jono::alerting
