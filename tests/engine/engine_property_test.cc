// SPDX-License-Identifier: EUPL-1.2
// The engine's rows against the reference, and against the identities of the definitions.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <random>

#include "tests/engine/engine_support.h"
#include "tests/engine/histories.h"
#include "tests/engine/reference.h"

namespace jono::engine {
namespace {

using namespace std::chrono_literals;
using histories::History;
using histories::shuffled;

// RC_PARAMS, where it is set, goes before `cases`.
template <class Property>
void hold(int cases, Property&& property) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  if (params.maxSuccess == rc::detail::TestParams().maxSuccess) params.maxSuccess = cases;
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(info->test_suite_name()) + "/" + info->name();
  metadata.description = info->name();
  const auto result =
      rc::detail::checkTestable(std::forward<Property>(property), metadata, params);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream out;
  rc::detail::printResultMessage(result, out);
  FAIL() << out.str();
}

std::vector<HourRow> engine_rows(const Engine& engine, LineId line, Instant now) {
  return hour_rows(engine.rows(line), kNever, Instant::max(), now,
                   [](Instant, Instant) { return 1.0; });
}

std::string texts(const std::vector<HourRow>& rows) {
  std::string out;
  for (const HourRow& row : rows) out += reference::text(row) + "\n";
  return out;
}

void equals_reference(const Engine& engine, const History& h, const std::vector<Event>& events) {
  const auto& lines = h.world.lines;
  const auto expected = reference::histories(events, lines, h.end);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    RC_ASSERT(texts(engine_rows(engine, LineId{i}, h.end)) ==
              texts(reference::rows(expected[i], lines[i], h.end)));
  }
}

void any_order_equals_reference(const History& h, std::uint64_t seed) {
  const std::vector<Event> events = shuffled(h.events, seed);
  Engine engine(h.world.lines, h.world.sources, nullptr, std::nullopt);
  testing::run(engine, events, h.end);
  equals_reference(engine, h, events);
}

History random_history() { return *histories::history(*histories::world().as("world")); }

TEST(EngineProperty, EqualsTheReferenceInAnyOrder) {
  hold(3000, [] {
    const History h = random_history();
    any_order_equals_reference(h, *rc::gen::arbitrary<std::uint64_t>());
  });
}

}  // namespace
}  // namespace jono::engine
