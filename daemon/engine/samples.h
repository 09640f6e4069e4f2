// SPDX-License-Identifier: EUPL-1.2
// An exact multiset of durations, for percentiles and maxima that can be corrected later.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "daemon/base/time.h"
#include "daemon/engine/prefetch.h"

namespace jono::engine {

// Adding and removing take constant time; reading sorts what has come since the last reading.
// Four bytes a value below 49 days.
class Samples {
 public:
  void add(Millis value);
  // `value` must have been added.
  void remove(Millis value);

  // A hint that a value will be added soon.
  void expect() const { prefetch_end(added_); }
  [[nodiscard]] std::size_t size() const {
    return sorted_.size() + added_.size() - removed_.size() + long_count_;
  }
  // Appends all values, in ascending order.
  void append_to(std::vector<Millis>& out) const;

 private:
  void settle() const;

  mutable std::vector<std::uint32_t> sorted_;
  mutable std::vector<std::uint32_t> added_;
  mutable std::vector<std::uint32_t> removed_;
  std::map<Millis, std::uint32_t> long_;  // the few that need more than four bytes
  std::size_t long_count_ = 0;
};

// Nearest rank: the value at rank ceil(percent / 100 * n) of n sorted values; n > 0.
[[nodiscard]] Millis nearest_rank(const std::vector<Millis>& sorted, unsigned percent);
// The same of values in any order, which it rearranges: cheaper than sorting many.
[[nodiscard]] Millis nearest_rank_of(std::vector<Millis>& values, unsigned percent);

}  // namespace jono::engine
