// SPDX-License-Identifier: EUPL-1.2
// A source that is cut off for eight hours at full load, and sends what it kept.
#include <random>
#include <regex>

#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

constexpr Millis kBefore = hours(1), kCut = hours(8), kAll = hours(10);
constexpr int kCalls = 20'000;  // some ten times what the county has in as many hours

std::int64_t count(Instant t) { return (t - at(0)).count(); }

class N01_Ledger : public LedgerTest {
 protected:
  // Of two lines: calls that wait up to twenty minutes and talk up to half an hour, and some of
  // which nothing more is told. In order, numbered.
  std::vector<Event> calls(Start& on) {
    std::mt19937_64 random(7);
    const auto upto = [&](Millis most) {
      return std::uniform_int_distribution<std::int64_t>(1, most.count())(random);
    };
    std::vector<Event> out;
    for (std::uint64_t i = 0; i < kCalls; ++i) {
      const engine::testing::EventWords words{.line = LineId{std::uint32_t(i % 2)}, .call = i + 1};
      const std::int64_t began = count(kStart) + std::int64_t(i) * kAll.count() / kCalls;
      const std::int64_t ended = began + upto(minutes(20));
      const auto add = [&](const Event& event) {
        out.push_back(event);
        const Instant cut = kStart + kBefore;
        told_too_late_ += began <= count(cut) && event.at > cut ? 1 : 0;
      };
      add(words.queued(began));
      if (i % 500 == 0) continue;
      if (i % 5 == 0) {
        add(words.abandoned(ended));
      } else {
        add(words.answered(ended));
        add(words.ended(ended + upto(minutes(30))));
      }
    }
    std::ranges::sort(out, {}, &Event::at);
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i].seq = i + 1;
      out[i].epoch = on.epochs.intern("e1");
    }
    return out;
  }

  // Gives all up to now, the clock going on by `step` a round, until it is `end`.
  void live(Start& s, std::span<const Event>& left, Instant end, Millis step) {
    while (clock_.now() < end) {
      clock_.advance(step);
      const auto last = std::ranges::upper_bound(left, clock_.now(), {}, &Event::at);
      const auto many = std::size_t(last - left.begin());
      s.give(SourceId{0}, {left.begin(), last}, Link::up);
      left = left.subspan(many);
      s.round();
    }
  }
  // But for the partition's own coverage.
  static std::string figures(const Start& s) {
    return std::regex_replace(s.rows(), std::regex("\"coverage\":[^,}]*"), "");
  }
  // Events of calls that were open at the cut: those may have been judged without them.
  std::uint64_t told_too_late_ = 0;
};

TEST_F(N01_Ledger, EightHoursAtFullLoadAreCaughtUp) {
  auto s = start();
  const std::vector<Event> all = calls(*s);
  std::span<const Event> left(all);
  live(*s, left, kStart + kBefore, seconds(10));
  s->give(SourceId{0}, {}, Link::down);
  for (Millis cut{0}; cut < kCut; cut += minutes(1)) {
    clock_.advance(minutes(1));
    s->round();
  }
  while (!left.empty() && left.front().at <= clock_.now()) {
    const std::size_t many = std::min<std::size_t>(left.size(), 5000);
    s->give(SourceId{0}, {left.begin(), left.begin() + std::ptrdiff_t(many)}, Link::behind);
    left = left.subspan(many);
    clock_.advance(Millis(20));
    s->round();
  }
  live(*s, left, kStart + kAll + hours(1), minutes(1));
  clock_.advance(seconds(1));
  s->round();
  const auto counters = s->ledger.snapshot()->sources[0].counters;
  EXPECT_LE(counters.late, told_too_late_);
  EXPECT_EQ(counters.gaps, 0U);
  std::int64_t offered = 0, lost = 0;
  for (const LineId line : {LineId{0}, LineId{1}}) {
    for (const auto& row : s->rows_of(line)) {
      offered += row.offered;
      lost += row.lost;
    }
  }
  EXPECT_EQ(offered, kCalls);
  EXPECT_LE(lost, kCalls / 500);  // those of which nothing more was told
  const std::string got = figures(*s);

  s = nullptr;
  std::filesystem::remove_all(path_);
  const Instant now = clock_.now();
  clock_.advance(kStart - now);
  s = start();
  static_cast<void>(s->epochs.intern("e1"));
  left = all;
  live(*s, left, kStart + kAll + hours(1), minutes(1));
  clock_.advance(now - clock_.now());
  s->round();
  EXPECT_TRUE(got == figures(*s));
}

}  // namespace
}  // namespace jono::ledger
