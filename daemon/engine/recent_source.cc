// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/recent_source.h"

#include <algorithm>

#include "daemon/engine/samples.h"

namespace jono::engine {
namespace {

using std::chrono::seconds;

std::int64_t number(Instant t) { return t.time_since_epoch().count(); }

}  // namespace

void RecentSource::take_delay(Millis delay, Instant received) {
  if (delays_.size() < kMostDelays) {
    delays_.push_back({received, delay});
    return;
  }
  delays_[next_] = {received, delay};
  next_ = (next_ + 1) % kMostDelays;
}

void RecentSource::take_refusals(Instant received, std::int64_t count) {
  const auto start = std::chrono::floor<seconds>(received);
  const auto length = std::int64_t(seconds_.size());
  Second& second =
      seconds_[std::size_t((start.time_since_epoch().count() % length + length) % length)];
  if (second.start != start) second = {start, 0};
  second.refused += count;
}

std::optional<Millis> RecentSource::delay_p90(Instant now, std::vector<Millis>& scratch) const {
  scratch.clear();
  for (const Delay& one : delays_) {
    if (one.received > now - kWindow && one.received <= now) scratch.push_back(one.delay);
  }
  if (scratch.empty()) return std::nullopt;
  std::ranges::sort(scratch);
  return nearest_rank(scratch, 90);
}

std::int64_t RecentSource::refused(Instant now) const {
  const Instant second = std::chrono::floor<seconds>(now);
  std::int64_t out = 0;
  for (const Second& one : seconds_) {
    if (one.start > second - kWindow && one.start <= second) out += one.refused;
  }
  return out;
}

void RecentSource::save(ByteWriter& out) const {
  out.number(static_cast<std::uint32_t>(delays_.size()));
  for (std::size_t i = 0; i < delays_.size(); ++i) {
    const Delay& one = delays_[(next_ + i) % delays_.size()];
    out.number(number(one.received));
    out.number(std::int64_t{one.delay.count()});
  }
  const auto empty = [](const Second& one) { return one.refused == 0; };
  out.number(static_cast<std::uint32_t>(seconds_.size() -
                                        std::size_t(std::ranges::count_if(seconds_, empty))));
  for (const Second& one : seconds_) {
    if (empty(one)) continue;
    out.number(number(one.start));
    out.number(one.refused);
  }
}

void RecentSource::restore(ByteReader& in) {
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const Instant received(Millis(in.number<std::int64_t>()));
    take_delay(Millis(in.number<std::int64_t>()), received);
  }
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const Instant start(Millis(in.number<std::int64_t>()));
    take_refusals(start, in.number<std::int64_t>());
  }
}

}  // namespace jono::engine
