// SPDX-License-Identifier: EUPL-1.2
// Hashes ids, and remembers the last ones: most ids come several times within minutes, and looking
// one up costs a tenth of hashing it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "daemon/event/id_hasher.h"

namespace jono {

// Gives the same as its IdHasher. For one thread at a time. The ids it remembers are in memory as
// they were given, and nowhere else.
class RecentIds {
 public:
  explicit RecentIds(const IdHasher& hasher) : hasher_(hasher), slots_(kSlots) {}

  template <class Id>
  [[nodiscard]] Id hash(std::string_view raw) {
    return Id{digest(raw)};
  }

 private:
  static constexpr std::size_t kSlots = 4096;
  static constexpr std::size_t kLongest = 47;  // a longer id is hashed each time

  struct Slot {
    std::array<std::uint64_t, 2> hash{};
    std::uint8_t length = 0;  // 0: free
    std::array<char, kLongest> raw{};
  };

  [[nodiscard]] std::array<std::uint64_t, 2> digest(std::string_view raw);

  IdHasher hasher_;
  std::vector<Slot> slots_;
};

}  // namespace jono
