// SPDX-License-Identifier: EUPL-1.2
// The journal's rows are a chain: each carries a hash of itself and of the row before, so that none
// can change or vanish unseen.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "daemon/store/batch.h"

namespace jono::store {

// A row of the table `batch`, but for its hash.
struct BatchRow {
  BatchId id{};
  Instant received_at{};
  std::uint32_t events = 0;
  std::uint32_t refusals = 0;
  std::optional<Instant> earliest_at{};
  std::optional<Instant> latest_at{};
  std::string_view lines{};
  std::string_view blob{};
};

// BLAKE2b-256 over `previous` and every field of `row`.
[[nodiscard]] ChainHash chain_hash(const ChainHash& previous, const BatchRow& row);

}  // namespace jono::store
