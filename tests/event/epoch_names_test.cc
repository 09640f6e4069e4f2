// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/epoch_names.h"

#include <gtest/gtest.h>

#include <string>

namespace jono {
namespace {

TEST(EpochNames, TheSameNameHasTheSameId) {
  EpochNames names;
  const EpochId a = names.intern("a");
  const EpochId b = names.intern("b");
  EXPECT_TRUE(a.set());
  EXPECT_NE(a, b);
  EXPECT_EQ(names.intern("a"), a);
  EXPECT_EQ(names.of(b), "b");
}

TEST(EpochNames, ReferencesHoldWhileTheTableGrows) {
  EpochNames names;
  const std::string& first = names.of(names.intern("first"));
  for (int i = 0; i < 4000; ++i) EXPECT_TRUE(names.intern(std::to_string(i)).set());
  EXPECT_EQ(first, "first");
}

TEST(EpochNames, IsBounded) {
  EpochNames names;
  for (std::size_t i = 0; i < EpochNames::kMost; ++i) {
    ASSERT_TRUE(names.intern(std::to_string(i)).set());
  }
  EXPECT_FALSE(names.intern("more").set());
  EXPECT_TRUE(names.intern("17").set());
}

}  // namespace
}  // namespace jono
