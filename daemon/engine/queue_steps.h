// SPDX-License-Identifier: EUPL-1.2
// How the number of waiting visits changed within one quarter hour: exact maximum and integral,
// in whatever order the steps become known.
#pragma once

#include <cstdint>
#include <vector>

#include "daemon/base/time.h"
#include "daemon/engine/prefetch.h"

namespace jono::engine {

// All levels are relative to the level at the quarter's start. Four bytes a step. Steps that come
// in order of time cost constant time to read; one that comes late costs a sort at the next
// reading.
class QueueSteps {
 public:
  // One more (delta +1) or one fewer (delta -1) from `offset` on, 0 <= offset < 15 min.
  void add(Millis offset, int delta);

  // A hint that a step will be added soon.
  void expect() const { prefetch_end(steps_); }
  [[nodiscard]] std::int64_t net() const { return net_; }
  // Each step in order of time, as f(offset, delta).
  template <class F>
  void for_each(F f) const {
    sort();
    for (const std::uint32_t step : steps_) f(Millis(step >> 1), (step & 1) != 0 ? -1 : 1);
  }
  // The highest level at any instant of the quarter before `until` (exclusive; the quarter's length
  // for all of it). Several steps at one instant are one.
  [[nodiscard]] std::int64_t peak(Millis until) const;
  // The integral of the level from the quarter's start to `until`, in visits times milliseconds.
  [[nodiscard]] std::int64_t integral(Millis until) const;

 private:
  void sort() const;

  // offset * 2 + (1 for a step down): sorted by offset.
  mutable std::vector<std::uint32_t> steps_;
  mutable std::size_t sorted_ = 0;  // so many from the front are in order
  std::int64_t net_ = 0;
  std::int64_t weighted_ = 0;  // sum of delta * offset
  std::uint32_t last_ = 0;     // the largest offset seen

  // The running maximum while everything came in order.
  bool in_order_ = true;
  std::int64_t peak_ = 0;
};

}  // namespace jono::engine
