// SPDX-License-Identifier: EUPL-1.2
// A foreign record, as a mapping sees it: the values at the mapping's places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jono::mapping {

struct Value {
  enum class Kind : std::uint8_t {
    absent,  // or null, or an empty cell
    text,
    number,
    truth,  // true or false
    other   // an object or a list
  };
  Kind kind = Kind::absent;
  std::string_view text{};  // its spelling; empty for absent and other
};

class Record {
 public:
  virtual ~Record() = default;
  // `place` counts in Mapping::places. The text lives as long as the record.
  [[nodiscard]] virtual Value at(std::size_t place) const = 0;
};

}  // namespace jono::mapping
