// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/recent_ids.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace jono {
namespace {

const IdHasher kHasher(IdKey{7});

RC_GTEST_PROP(RecentIds, GiveWhatTheHasherGives, ()) {
  // Few enough for repeats, long enough for some to be beyond what is remembered.
  const auto ids = *rc::gen::container<std::vector<std::string>>(
      rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 60), [](std::size_t length) {
        return rc::gen::container<std::string>(length, rc::gen::inRange<char>('a', 'd'));
      }));
  RecentIds recent(kHasher);
  for (int round = 0; round < 2; ++round) {
    for (const std::string& id : ids) {
      RC_ASSERT(recent.hash<CallId>(id) == kHasher.hash<CallId>(id));
    }
  }
}

TEST(RecentIds, MoreThanAreRememberedAreStillRight) {
  RecentIds recent(kHasher);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 20'000; ++i) {
      const std::string id = "c-" + std::to_string(i);
      ASSERT_EQ(recent.hash<CallId>(id), kHasher.hash<CallId>(id)) << id;
    }
  }
}

TEST(RecentIds, AnIdThatIsTheBeginningOfAnotherIsItsOwn) {
  RecentIds recent(kHasher);
  const std::string id(48, '\0');
  for (std::size_t length = 0; length <= id.size(); ++length) {
    const std::string_view part(id.data(), length);
    ASSERT_EQ(recent.hash<CallId>(part), kHasher.hash<CallId>(part)) << length;
  }
}

}  // namespace
}  // namespace jono
