// SPDX-License-Identifier: EUPL-1.2
// The windows of a line, brought back from a checkpoint in any order, against the ones that were
// told of each visit in turn.
#include "daemon/engine/recent.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/engine/engine_support.h"

namespace jono::engine {
namespace {

using testing::at;

Visit any_visit(Instant start) {
  Visit out;
  out.queued = start + Millis(*rc::gen::inRange(0, 4'000'000));
  out.outcome = *rc::gen::element(Outcome::waiting, Outcome::answered, Outcome::abandoned,
                                  Outcome::redirected, Outcome::lost);
  out.closed = out.queued + Millis(*rc::gen::inRange(0, 600'000));
  return out;
}

std::vector<std::int64_t> counted(const Recent& recent, Instant now) {
  std::vector<Millis> scratch;
  std::vector<std::int64_t> out;
  for (const auto length : kWindows) {
    const WindowFigures w = recent.window(now, length, testing::always_open("aspa"), scratch);
    out.insert(out.end(),
               {w.offered, w.answered, w.abandoned, w.wait_mean.value_or(Millis(-1)).count(),
                w.wait_p90.value_or(Millis(-1)).count(),
                std::int64_t(w.service_level.value_or(-1) * 1e9)});
  }
  return out;
}

RC_GTEST_PROP(Recent, IsTheSameRestoredInAnyOrder, ()) {
  const Instant start = at(1'700'000'000'000);
  std::vector<Visit> visits(*rc::gen::inRange<std::size_t>(0, 60));
  for (Visit& visit : visits) visit = any_visit(start);
  Recent told, back;
  for (const Visit& visit : visits) told.change(nullptr, &visit);
  std::ranges::reverse(visits);
  for (const Visit& visit : visits) back.restore(visit);
  back.restored();
  if (!visits.empty()) {  // and goes on alike
    Visit changed = visits.front();
    changed.outcome = Outcome::answered;
    told.change(&visits.front(), &changed);
    back.change(&visits.front(), &changed);
  }
  const Instant now = start + Millis(*rc::gen::inRange(0, 5'000'000));
  RC_ASSERT(counted(told, now) == counted(back, now));
}

}  // namespace
}  // namespace jono::engine
