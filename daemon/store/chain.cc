// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/chain.h"

#include <sodium/crypto_generichash_blake2b.h>

#include <array>
#include <limits>

namespace jono::store {
namespace {

// Where there is no instant stands one that no event can have.
std::int64_t number_of(const std::optional<Instant>& t) {
  return t ? t->time_since_epoch().count() : std::numeric_limits<std::int64_t>::min();
}

class Hasher {
 public:
  Hasher() { crypto_generichash_blake2b_init(&state_, nullptr, 0, sizeof(ChainHash)); }
  void add(const void* data, std::size_t size) {
    crypto_generichash_blake2b_update(&state_, static_cast<const unsigned char*>(data), size);
  }
  [[nodiscard]] ChainHash finish() {
    ChainHash out{};
    crypto_generichash_blake2b_final(&state_, out.data(), out.size());
    return out;
  }

 private:
  crypto_generichash_blake2b_state state_;
};

}  // namespace

ChainHash chain_hash(const ChainHash& previous, const BatchRow& row) {
  const std::array<std::int64_t, 8> numbers{static_cast<std::int64_t>(row.id.value),
                                            row.received_at.time_since_epoch().count(),
                                            row.events,
                                            row.refusals,
                                            number_of(row.earliest_at),
                                            number_of(row.latest_at),
                                            static_cast<std::int64_t>(row.lines.size()),
                                            static_cast<std::int64_t>(row.blob.size())};
  Hasher hasher;
  hasher.add(previous.data(), previous.size());
  hasher.add(numbers.data(), sizeof(numbers));
  hasher.add(row.lines.data(), row.lines.size());
  hasher.add(row.blob.data(), row.blob.size());
  return hasher.finish();
}

}  // namespace jono::store
