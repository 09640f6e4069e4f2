// SPDX-License-Identifier: EUPL-1.2
// The engine's small parts, each against something simple.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "daemon/engine/coverage.h"
#include "daemon/engine/key_store.h"
#include "daemon/engine/queue_steps.h"
#include "daemon/engine/samples.h"
#include "daemon/engine/sequence_set.h"
#include "tests/engine/engine_support.h"

namespace jono::engine {
namespace {

using testing::at;

RC_GTEST_PROP(Samples, IsAMultiset, ()) {
  Samples samples;
  std::multiset<Millis> model;
  const auto actions =
      *rc::gen::container<std::vector<std::pair<bool, std::int64_t>>>(rc::gen::pair(
          rc::gen::arbitrary<bool>(), rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 9),
                                                     rc::gen::just<std::int64_t>(5'000'000'000))));
  for (const auto& [add, value] : actions) {
    const Millis v(value);
    if (add) {
      samples.add(v);
      model.insert(v);
    } else if (const auto it = model.find(v); it != model.end()) {
      samples.remove(v);
      model.erase(it);
    }
    RC_ASSERT(samples.size() == model.size());
  }
  std::vector<Millis> out;
  samples.append_to(out);
  RC_ASSERT(out == std::vector<Millis>(model.begin(), model.end()));
}

TEST(Samples, NearestRank) {
  const std::vector<Millis> ten = {Millis(1), Millis(2), Millis(3), Millis(4), Millis(5),
                                   Millis(6), Millis(7), Millis(8), Millis(9), Millis(10)};
  EXPECT_EQ(nearest_rank(ten, 50), Millis(5));
  EXPECT_EQ(nearest_rank(ten, 90), Millis(9));
  EXPECT_EQ(nearest_rank({Millis(7)}, 50), Millis(7));
  EXPECT_EQ(nearest_rank({Millis(1), Millis(2)}, 90), Millis(2));
}

RC_GTEST_PROP(QueueSteps, EqualsTheLevelAtEveryInstant, ()) {
  constexpr int kEnd = 12;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, bool>>>(
      rc::gen::pair(rc::gen::inRange(0, kEnd), rc::gen::arbitrary<bool>()));
  const int until = *rc::gen::inRange(1, kEnd + 1);
  QueueSteps queue;
  std::vector<std::int64_t> level(kEnd);
  for (const auto& [offset, up] : steps) {
    queue.add(Millis(offset), up ? 1 : -1);
    for (int t = offset; t < kEnd; ++t) level[std::size_t(t)] += up ? 1 : -1;
    if (*rc::gen::arbitrary<bool>()) {
      RC_ASSERT(queue.peak(Millis(until)) ==
                *std::max_element(level.begin(), level.begin() + until));
    }
  }
  std::int64_t integral = 0;
  for (int t = 0; t < until; ++t) integral += level[std::size_t(t)];
  RC_ASSERT(queue.integral(Millis(until)) == integral);
  RC_ASSERT(queue.peak(Millis(until)) == *std::max_element(level.begin(), level.begin() + until));
  RC_ASSERT(queue.net() == level.back());
}

RC_GTEST_PROP(SequenceSet, KnowsWhatItWasGiven, ()) {
  SequenceSet set;
  std::map<std::uint64_t, std::int64_t> model;
  for (const auto& seq :
       *rc::gen::container<std::vector<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(1, 30))) {
    RC_ASSERT(set.insert(seq, at(std::int64_t(seq) * 10)) == model.emplace(seq, seq * 10).second);
  }
  std::vector<Gap> gaps;
  for (auto it = model.begin(); it != model.end() && std::next(it) != model.end(); ++it) {
    const auto next = std::next(it);
    if (next->first == it->first + 1) continue;
    gaps.push_back({at(it->second), at(next->second)});
  }
  std::vector<Gap> found;
  set.append_gaps(found);
  RC_ASSERT(found == gaps);
  RC_ASSERT(set.highest() == (model.empty() ? 0 : model.rbegin()->first));
}

RC_GTEST_PROP(KeyStore, KeepsWhatItIsGiven, ()) {
  KeyStore store;
  std::map<std::uint64_t, Facts> model;
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t n = *rc::gen::inRange<std::uint64_t>(0, 40);
    const Key key{{n % 5, n}, static_cast<std::uint32_t>(n % 3)};
    const KeyStore::Ref ref = store.find(key);
    RC_ASSERT((ref != 0) == model.contains(n));
    if (*rc::gen::inRange(0, 4) == 0) {
      if (ref != 0) store.erase(ref);
      model.erase(n);
      continue;
    }
    Facts& facts = model[n];
    insert(facts, {at(*rc::gen::inRange(-1'000'000, 1'000'000)), FactKind(*rc::gen::inRange(0, 12)),
                   std::uint8_t(*rc::gen::inRange(0, 8)), *rc::gen::arbitrary<bool>(),
                   *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<std::uint32_t>(), Millis(0)});
    RC_ASSERT(store.store(ref, key, facts) != 0);
  }
  RC_ASSERT(store.size() == model.size());
  for (const auto& [n, facts] : model) {
    Facts found;
    store.load(store.find({{n % 5, n}, static_cast<std::uint32_t>(n % 3)}), found);
    RC_ASSERT(found == facts);
  }
}

TEST(Coverage, IsTheShareThatNoGapTouches) {
  EXPECT_EQ(covered_share({}, at(0), at(100)), 1);
  EXPECT_EQ(covered_share({{at(0), at(25)}}, at(0), at(100)), 0.75);
  EXPECT_EQ(covered_share({{at(50), at(500)}, {at(-5), at(25)}, {at(10), at(25)}}, at(0), at(100)),
            0.25);
  EXPECT_EQ(covered_share({{at(0), at(9)}}, at(5), at(5)), 1);
}

}  // namespace
}  // namespace jono::engine
