// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/samples.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace jono::engine {
namespace {

bool is_long(Millis value) {
  return value.count() < 0 || value.count() > std::numeric_limits<std::uint32_t>::max();
}

std::size_t rank_of(std::size_t count, unsigned percent) { return (count * percent + 99) / 100; }

}  // namespace

void Samples::add(Millis value) {
  if (is_long(value)) {
    ++long_[value];
    ++long_count_;
  } else {
    added_.push_back(static_cast<std::uint32_t>(value.count()));
  }
}

void Samples::remove(Millis value) {
  if (is_long(value)) {
    const auto it = long_.find(value);
    if (--it->second == 0) long_.erase(it);
    --long_count_;
  } else {
    removed_.push_back(static_cast<std::uint32_t>(value.count()));
  }
}

void Samples::settle() const {
  if (!added_.empty()) {
    std::ranges::sort(added_);
    if (sorted_.empty()) {
      sorted_.swap(added_);
    } else {
      std::vector<std::uint32_t> merged;
      merged.reserve(sorted_.size() + added_.size());
      std::ranges::merge(sorted_, added_, std::back_inserter(merged));
      sorted_ = std::move(merged);
      added_.clear();
    }
  }
  if (!removed_.empty()) {
    std::ranges::sort(removed_);
    const auto kept = std::set_difference(sorted_.begin(), sorted_.end(), removed_.begin(),
                                          removed_.end(), sorted_.begin());
    sorted_.erase(kept, sorted_.end());
    removed_.clear();
  }
}

void Samples::append_to(std::vector<Millis>& out) const {
  settle();
  for (const std::uint32_t value : sorted_) out.emplace_back(value);
  for (const auto& [value, count] : long_) out.insert(out.end(), count, value);
}

Millis nearest_rank(const std::vector<Millis>& sorted, unsigned percent) {
  return sorted[rank_of(sorted.size(), percent) - 1];
}

Millis nearest_rank_of(std::vector<Millis>& values, unsigned percent) {
  const auto found = values.begin() + std::ptrdiff_t(rank_of(values.size(), percent) - 1);
  std::ranges::nth_element(values, found);
  return *found;
}

}  // namespace jono::engine
