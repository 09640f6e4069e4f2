// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/team_traffic.h"

#include <algorithm>

namespace jono::simulator {
namespace {

CallQueue make_queue(const std::vector<TeamLine>& lines) {
  std::vector<CallQueue::Line> out;
  for (const TeamLine& line : lines) {
    out.push_back({line.voice, line.parts, Random(mix(line.seed, "calls"))});
  }
  return CallQueue(std::move(out));
}

}  // namespace

TeamTraffic::TeamTraffic(const std::vector<TeamLine>& lines, Instant start)
    : calls_(make_queue(lines)) {
  for (const TeamLine& line : lines) {
    desks_.push_back({line.voice.line, line.parts,
                      CallbackDesk(line.voice, Random(mix(line.seed, "callbacks")), line.purges)});
  }
  begin_day(start);
}

void TeamTraffic::begin_day(Instant t) {
  plans_.clear();
  for (Desk& desk : desks_) {
    plans_.emplace_back(desk.parts, t);
    desk.callbacks.begin_day(plans_.back(), t);
  }
  calls_.begin_day(plans_, t);
}

Instant TeamTraffic::next_at() const {
  Instant next = std::min(calls_.next_at(), plans_.front().to());
  for (const Desk& desk : desks_) next = std::min(next, desk.callbacks.next_at());
  return next;
}

void TeamTraffic::step(Events& out) {
  const Instant now = next_at();
  if (now == plans_.front().to()) return begin_day(now);
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    if (desks_[i].callbacks.next_at() == now) return desks_[i].callbacks.step(plans_[i], out);
  }
  step_calls(now, out);
}

// Who was promised a callback has one asked for.
void TeamTraffic::step_calls(Instant now, Events& out) {
  const std::size_t before = out.size();
  calls_.step(plans_, out);
  for (std::size_t i = before, end = out.size(); i < end; ++i) {
    const auto* left = std::get_if<CallRedirected>(&out[i].what);
    if (left == nullptr || left->reason != RedirectReason::callback) continue;
    const CallId call = left->call;
    std::ranges::find(desks_, out[i].line, &Desk::line)->callbacks.request(call, now, out);
  }
}

}  // namespace jono::simulator
