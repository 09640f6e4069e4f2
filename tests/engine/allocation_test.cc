// SPDX-License-Identifier: EUPL-1.2
// In steady state an event costs no allocation: counted by this program's own operator new.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "daemon/engine/live.h"
#include "tests/engine/engine_support.h"

namespace {
std::atomic<std::size_t> allocations{0};
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* out = std::malloc(size)) return out;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace jono::engine {
namespace {

TEST(Allocations, AnEventCostsNoneInSteadyState) {
  const std::vector<LineSettings> lines = {testing::always_open("aspa")};
  Live live(lines, 1);
  Engine engine(lines, 1, &live, std::chrono::hours(1));
  std::uint64_t call = 0;
  const auto take = [&](const Event& given) {
    Event event = given;
    static std::uint64_t seq = 0;
    event.seq = ++seq;
    ASSERT_EQ(engine.admit(event), Admission::fresh);
    ASSERT_EQ(engine.apply(event), Applied::fresh);
    live.applied(event, event.at);
  };
  const auto one_call = [&] {
    // The ids' hash is uniform, as BLAKE2b is.
    const testing::EventWords words{.call = ++call * 0x9e3779b97f4a7c15U};
    const auto ms = std::int64_t(call % 800'000);
    take(words.queued(ms));
    take(words.answered(ms + 10));
    take(words.ended(ms + 20));
  };
  while (call < 80'000) one_call();  // whatever grows with what is kept has room for some more
  const std::size_t before = allocations;
  while (call < 82'000) one_call();
  EXPECT_EQ(allocations - before, 0U);
}

}  // namespace
}  // namespace jono::engine
