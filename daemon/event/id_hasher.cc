// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/id_hasher.h"

#include <sodium/core.h>
#include <sodium/crypto_generichash_blake2b.h>

#include <stdexcept>

namespace jono {

// sodium_init() chooses the fastest code for this processor; called again it does nothing.
IdHasher::IdHasher(const IdKey& key) : key_(key) {
  if (::sodium_init() < 0) throw std::runtime_error("libsodium cannot be used here");
}

std::array<std::uint64_t, 2> IdHasher::digest(std::string_view raw) const {
  std::array<std::uint64_t, 2> out{};
  static_assert(sizeof(out) == 16);
  crypto_generichash_blake2b(reinterpret_cast<unsigned char*>(out.data()), sizeof(out),
                             reinterpret_cast<const unsigned char*>(raw.data()), raw.size(),
                             key_.data(), key_.size());
  if (out[0] == 0 && out[1] == 0) out[1] = 1;  // zero means "none"
  return out;
}

}  // namespace jono
