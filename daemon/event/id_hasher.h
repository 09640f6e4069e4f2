// SPDX-License-Identifier: EUPL-1.2
// Turns a phone system's ids into keyed hashes, so that none is ever stored as it was given.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "daemon/base/ids.h"

namespace jono {

using IdKey = std::array<unsigned char, 32>;

// Stateless but for its key: may be copied and used from any thread.
class IdHasher {
 public:
  explicit IdHasher(const IdKey& key);

  // The first 16 bytes of BLAKE2b(raw, key). Never all zero.
  template <class Id>
  [[nodiscard]] Id hash(std::string_view raw) const {
    return Id{digest(raw)};
  }
  [[nodiscard]] std::array<std::uint64_t, 2> digest(std::string_view raw) const;

 private:
  IdKey key_;
};

}  // namespace jono
