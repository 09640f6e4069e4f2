// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/event_names.h"

#include <gtest/gtest.h>

#include <string>

#include "daemon/event/raw_event.h"

namespace jono {
namespace {

template <class Enum>
void expect_both_ways() {
  const auto& names = kNames<Enum>;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto value = static_cast<Enum>(i);
    EXPECT_EQ(names.find(name_of(value)), value);
    EXPECT_FALSE(names.find(std::string(name_of(value)) + "x"));
  }
  EXPECT_FALSE(names.find(""));
  EXPECT_FALSE(names.find("no such name"));
}

TEST(EventNames, AreFoundByNameAndBack) {
  expect_both_ways<EventType>();
  expect_both_ways<RedirectReason>();
  expect_both_ways<LostReason>();
  expect_both_ways<RefusedReason>();
  expect_both_ways<AttemptResult>();
  expect_both_ways<CallbackCloseReason>();
  expect_both_ways<AgentPresence>();
  expect_both_ways<BacklogClass>();
  expect_both_ways<RefusalReason>();
}

TEST(EventNames, CoverEveryValue) {
  static_assert(kNames<EventType>.size() == kEventTypes);
  static_assert(kNames<RefusalReason>.size() == kRefusalReasons);
  EXPECT_EQ(name_of(EventType::source_heartbeat), "source.heartbeat");
  EXPECT_EQ(name_of(EventType::source_snapshot), "source.snapshot");
  EXPECT_EQ(name_of(RedirectReason::other), "other");
  EXPECT_EQ(name_of(LostReason::other), "other");
  EXPECT_EQ(name_of(RefusedReason::other), "other");
  EXPECT_EQ(name_of(AttemptResult::other), "other");
  EXPECT_EQ(name_of(CallbackCloseReason::other), "other");
  EXPECT_EQ(name_of(AgentPresence::offline), "offline");
  EXPECT_EQ(name_of(BacklogClass::other), "other");
  EXPECT_EQ(name_of(RefusalReason::forbidden_line), "forbidden_line");
}

TEST(EventNames, FieldsAreFoundByName) {
  EXPECT_EQ(kFieldNames.find("v"), Field::v);
  EXPECT_EQ(kFieldNames.find("class"), Field::cls);
  EXPECT_EQ(kFieldNames.find("requested_at"), Field::requested_at);
  EXPECT_FALSE(kFieldNames.find("caller"));
  EXPECT_FALSE(kFieldNames.find("unlisted"));
}

}  // namespace
}  // namespace jono
