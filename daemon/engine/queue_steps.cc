// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/queue_steps.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace jono::engine {
namespace {

std::uint32_t offset_of(std::uint32_t step) { return step >> 1; }
int delta_of(std::uint32_t step) { return (step & 1) != 0 ? -1 : 1; }

}  // namespace

void QueueSteps::add(Millis offset, int delta) {
  const auto at = static_cast<std::uint32_t>(offset.count());
  if (steps_.empty()) {
    peak_ = at == 0 ? INT64_MIN : 0;
  } else if (at < last_) {
    in_order_ = false;
  } else if (at > last_) {
    peak_ = std::max(peak_, net_);  // the level that held from last_ until now
  }
  last_ = std::max(last_, at);
  steps_.push_back(at * 2 + (delta < 0 ? 1 : 0));
  net_ += delta;
  weighted_ += delta * std::int64_t{at};
}

void QueueSteps::sort() const {
  if (sorted_ == steps_.size()) return;
  const auto middle = steps_.begin() + std::ptrdiff_t(sorted_);
  std::sort(middle, steps_.end());
  if (sorted_ == 0) {
    sorted_ = steps_.size();
    return;
  }
  std::vector<std::uint32_t> merged;
  merged.reserve(steps_.size());
  std::merge(steps_.begin(), middle, middle, steps_.end(), std::back_inserter(merged));
  steps_ = std::move(merged);
  sorted_ = steps_.size();
}

std::int64_t QueueSteps::peak(Millis until) const {
  if (steps_.empty()) return 0;
  if (in_order_ && last_ < until.count()) return std::max(peak_, net_);
  sort();
  std::optional<std::int64_t> highest;
  std::int64_t level = 0;
  std::uint32_t from = 0;  // `level` holds from here to the next step
  for (const std::uint32_t step : steps_) {
    const std::uint32_t at = offset_of(step);
    if (at >= until.count()) break;
    if (at > from) highest = std::max(highest.value_or(level), level);
    from = at;
    level += delta_of(step);
  }
  return std::max(highest.value_or(level), level);
}

std::int64_t QueueSteps::integral(Millis until) const {
  if (steps_.empty() || last_ < until.count()) return net_ * until.count() - weighted_;
  std::int64_t sum = 0;
  for (const std::uint32_t step : steps_) {
    sum += delta_of(step) * std::max<std::int64_t>(0, until.count() - offset_of(step));
  }
  return sum;
}

}  // namespace jono::engine
