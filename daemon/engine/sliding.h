// SPDX-License-Identifier: EUPL-1.2
// A sorted list of recent things: new ones come in at its end, mostly, old ones go from its front.
#pragma once

#include <algorithm>
#include <vector>

#include "daemon/engine/prefetch.h"

namespace jono::engine {

// Allocates only while it holds more than ever before.
template <class T>
class Sliding {
 public:
  using Iterator = typename std::vector<T>::const_iterator;

  void expect() const { prefetch_end(items_); }
  [[nodiscard]] Iterator begin() const { return items_.begin() + std::ptrdiff_t(first_); }
  [[nodiscard]] Iterator end() const { return items_.end(); }
  [[nodiscard]] bool empty() const { return first_ == items_.size(); }

  void insert(const T& value) {
    if (items_.size() == items_.capacity() && first_ > items_.size() / 2) compact();
    items_.insert(
        empty() || !(value < items_.back()) ? end() : std::upper_bound(begin(), end(), value),
        value);
  }
  // For many, in any order: nothing else may be asked or told until sort().
  void add_unsorted(const T& value) { items_.push_back(value); }
  void sort() { std::sort(items_.begin() + std::ptrdiff_t(first_), items_.end()); }
  // One equal to `value`, if there is any.
  void erase(const T& value) {
    const auto place = std::lower_bound(begin(), end(), value);
    if (place != end() && *place == value) items_.erase(place);
  }
  void forget_while(const auto& old) {
    while (!empty() && old(items_[first_])) ++first_;
  }

 private:
  void compact() {
    items_.erase(items_.begin(), begin());
    first_ = 0;
  }

  std::vector<T> items_;
  std::size_t first_ = 0;
};

}  // namespace jono::engine
