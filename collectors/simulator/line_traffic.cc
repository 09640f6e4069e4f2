// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/line_traffic.h"

#include <algorithm>

namespace jono::simulator {

LineTraffic::LineTraffic(const Voice& voice, PlanParts parts, Instant start, std::uint64_t seed)
    : parts_(std::move(parts)),
      plan_(parts_, start),
      calls_(voice, parts_, Random(mix(seed, "calls"))),
      desk_(voice, Random(mix(seed, "callbacks"))) {
  begin_day(start);
}

void LineTraffic::begin_day(Instant t) {
  calls_.begin_day(plan_, t);
  desk_.begin_day(plan_, t);
}

Instant LineTraffic::next_at() const {
  return std::min({calls_.next_at(), desk_.next_at(), plan_.to()});
}

void LineTraffic::step(Events& out) {
  const Instant now = next_at();
  if (now == plan_.to()) {
    plan_ = DayPlan(parts_, now);
    return begin_day(now);
  }
  if (desk_.next_at() == now) return desk_.step(plan_, out);
  const std::size_t before = out.size();
  calls_.step(plan_, out);
  for (std::size_t i = before, end = out.size(); i < end; ++i) {
    const auto* left = std::get_if<CallRedirected>(&out[i].what);
    if (left == nullptr || left->reason != RedirectReason::callback) continue;
    desk_.request(CallId(left->call), now, out);
  }
}

}  // namespace jono::simulator
