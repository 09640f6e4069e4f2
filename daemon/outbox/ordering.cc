// SPDX-License-Identifier: EUPL-1.2
#include "daemon/outbox/ordering.h"

#include <utility>

namespace jono::outbox {
namespace {

constexpr std::size_t kMostHeld = 65'536;

}  // namespace

void Ordering::take(const Event& event, std::vector<Ordered>& out) {
  const bool numbered = event.seq > 0 && event.type() != EventType::source_heartbeat;
  if (numbered) enter(event.epoch, event.seq, out);
  if (!numbered || event.seq <= last_) {
    out.push_back({event, false});
    return;
  }
  held_.try_emplace(event.seq, event);
  pass_on(held_.size() > kMostHeld, out);
}

void Ordering::take_refused(EpochId epoch, std::uint64_t number, std::vector<Ordered>& out) {
  if (number == 0) return;
  enter(epoch, number, out);
  if (number <= last_) return;
  held_.try_emplace(number, std::nullopt);
  pass_on(held_.size() > kMostHeld, out);
}

void Ordering::settle(std::vector<Ordered>& out) { pass_on(true, out); }

// Where the source begins to count anew, nobody knows what it said in between.
void Ordering::enter(EpochId epoch, std::uint64_t number, std::vector<Ordered>& out) {
  const bool first = last_ == 0 && held_.empty();
  if (!first && epoch == epoch_) return;
  settle(out);
  hole_ = !first;
  epoch_ = epoch;
  last_ = number - 1;
}

void Ordering::pass_on(bool settled, std::vector<Ordered>& out) {
  while (!held_.empty() && (settled || held_.begin()->first == last_ + 1)) {
    auto next = held_.extract(held_.begin());
    hole_ = hole_ || next.key() > last_ + 1;
    last_ = next.key();
    if (next.mapped()) out.push_back({std::move(*next.mapped()), std::exchange(hole_, false)});
  }
}

}  // namespace jono::outbox
