// SPDX-License-Identifier: EUPL-1.2
// A property that is tried more often than RapidCheck's hundred times, and what it says of engines.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>
#include <string>
#include <vector>

#include "tests/engine/engine_support.h"
#include "tests/engine/histories.h"
#include "tests/engine/reference.h"

namespace jono::engine {

// Where RC_PARAMS names a max_success, that goes before `cases`.
template <class Property>
void hold(int cases, Property property) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  if (params.maxSuccess == rc::detail::TestParams().maxSuccess) params.maxSuccess = cases;
  const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(info->test_suite_name()) + "/" + info->name();
  metadata.description = info->name();
  const auto result = rc::detail::checkTestable(std::move(property), metadata, params);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream out;
  rc::detail::printResultMessage(result, out);
  FAIL() << out.str();
}

inline double complete(Instant, Instant) { return 1; }

inline std::vector<HourRow> all_rows(const Engine& engine, LineId line, Instant now) {
  return hour_rows(engine.rows(line), kNever, Instant::max(), now, complete);
}

inline std::string texts(const std::vector<HourRow>& rows) {
  std::string out;
  for (const HourRow& row : rows) out += reference::text(row) + "\n";
  return out;
}

// `events` are what the engine was given, in that order.
inline void equals_reference(const Engine& engine, const histories::History& h,
                             const std::vector<Event>& events) {
  const auto& lines = h.world.lines;
  const auto known = reference::histories(events, lines, h.end);
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    RC_ASSERT(texts(all_rows(engine, LineId{i}, h.end)) ==
              texts(reference::rows(known[i], lines[i], h.end)));
  }
}

}  // namespace jono::engine
