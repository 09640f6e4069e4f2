// SPDX-License-Identifier: EUPL-1.2
// A map for things whose end may never be told: it forgets what is old, and never grows past a
// bound. Two generations; a full or aged one pushes out the one before it.
#pragma once

#include <cstddef>
#include <utility>

#include "daemon/base/time.h"

namespace jono {

// An entry is kept for at least `keep`, and less than twice that while entries come, unless
// `most` others come in that time.
template <class Map>
class ForgetfulMap {
 public:
  using Key = typename Map::key_type;
  using Value = typename Map::mapped_type;

  ForgetfulMap(Millis keep, std::size_t most) : keep_(keep), most_(most) {}

  void put(const auto& key, const Value& value, Instant now) {
    if (young_.size() >= most_ || now - born_ >= keep_) {
      old_ = std::exchange(young_, {});
      born_ = now;
    }
    young_.insert_or_assign(Key(key), value);
  }

  // The latest value of the key, or nullptr; valid until the map is changed.
  [[nodiscard]] const Value* find(const auto& key) const {
    for (const Map* map : {&young_, &old_}) {
      if (const auto it = map->find(key); it != map->end()) return &it->second;
    }
    return nullptr;
  }

  void erase(const auto& key) {
    for (Map* map : {&young_, &old_}) {
      if (const auto it = map->find(key); it != map->end()) map->erase(it);
    }
  }

  [[nodiscard]] std::size_t size() const { return young_.size() + old_.size(); }

 private:
  Millis keep_;
  std::size_t most_;
  Instant born_{};
  Map young_;
  Map old_;
};

}  // namespace jono
