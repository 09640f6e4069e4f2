// SPDX-License-Identifier: EUPL-1.2
// All that a source said was applied, was known already, or was refused: there is no other bucket.
#include <random>

#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

class AccountingTest : public LedgerTest {
 protected:
  // Whatever can become of an event, by the numbers of one epoch or by content.
  Delivery anything(Start& s) {
    Delivery out;
    out.source = SourceId{std::uint32_t(pick(2))};
    out.link = Link::up;
    out.repeated = pick(3);
    for (auto left = pick(8); left > 0; --left) {
      const engine::testing::EventWords words{
          .source = out.source, .line = LineId{std::uint32_t(pick(2))}, .call = 1 + pick(60)};
      const auto ms = (clock_.now() - at(0)).count() + 700'000 - std::int64_t(pick(20'000'000));
      Event event = pick(2) == 0 ? words.queued(ms) : words.ended(ms);
      if (pick(2) == 0) {
        event.seq = 1 + pick(400);
        event.epoch = s.epochs.intern("e1");
      }
      if (pick(6) == 0) {
        out.refusals.push_back(refusal_of(event, RefusalReason::bad_field, names_));
      } else {
        out.events.push_back(event);
      }
    }
    said_[out.source.value] += out.events.size() + out.refusals.size() + out.repeated;
    return out;
  }
  std::uint64_t pick(std::uint64_t most) { return random_() % most; }
  void expect_accounted(Start& s, int when) {
    clock_.advance(minutes(1));
    s.round();
    for (std::uint32_t i = 0; i < 2; ++i) {
      const engine::SourceStatus& source = s.ledger.snapshot()->sources[i];
      std::uint64_t sum = source.counters.duplicates;
      for (const auto count : source.counters.events) sum += count;
      for (const auto count : source.counters.rejected) sum += count;
      ASSERT_EQ(source.received, said_[i]) << when;
      ASSERT_EQ(sum, said_[i]) << when;
    }
  }

  std::mt19937 random_{11};
  std::array<std::uint64_t, 2> said_{};
};

TEST_F(AccountingTest, HoldsOverKills) {
  auto s = start();
  for (int i = 0; i < 400; ++i) {
    for (auto left = pick(4); left > 0; --left) {
      Delivery delivery = anything(*s);
      ASSERT_TRUE(s->channel.try_put(delivery));
    }
    s->round();
    if (pick(20) == 0) clock_.advance(hours(1));
    if (i % 10 == 0) expect_accounted(*s, i);
    if (pick(25) != 0) continue;
    s = nullptr;
    s = start();
    expect_accounted(*s, i);
  }
  EXPECT_GT(s->ledger.snapshot()->sources[0].counters.late, 0U);
}

}  // namespace
}  // namespace jono::ledger
