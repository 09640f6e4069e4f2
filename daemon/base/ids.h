// SPDX-License-Identifier: EUPL-1.2
// Strong ids. What the configuration names is a small number (its place in the configuration's
// sorted list); what a phone system names is a keyed hash, so that nothing it says is kept.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>

namespace jono {

template <class Tag>
struct IndexId {
  static constexpr std::uint32_t kNone = 0xffffffff;
  std::uint32_t value = kNone;

  [[nodiscard]] constexpr bool set() const { return value != kNone; }
  constexpr auto operator<=>(const IndexId&) const = default;
};

using LineId = IndexId<struct LineTag>;        // lines are sorted by name in byte order
using SourceId = IndexId<struct SourceTag>;    // likewise
using BacklogId = IndexId<struct BacklogTag>;  // likewise
using EpochId = IndexId<struct EpochTag>;      // interned by the parser; unset = no epoch given

// The first 16 bytes of a keyed BLAKE2b; all zero means "none".
template <class Tag>
struct HashedId {
  std::array<std::uint64_t, 2> bits{};

  [[nodiscard]] constexpr bool set() const { return bits[0] != 0 || bits[1] != 0; }
  constexpr auto operator<=>(const HashedId&) const = default;
};

using CallId = HashedId<struct CallTag>;
using CallbackId = HashedId<struct CallbackTag>;
using AgentId = HashedId<struct AgentTag>;
using SnapshotId = HashedId<struct SnapshotTag>;

}  // namespace jono

template <class Tag>
struct std::hash<jono::IndexId<Tag>> {
  std::size_t operator()(jono::IndexId<Tag> id) const noexcept { return id.value; }
};

// The hash is uniform already.
template <class Tag>
struct std::hash<jono::HashedId<Tag>> {
  std::size_t operator()(const jono::HashedId<Tag>& id) const noexcept { return id.bits[0]; }
};
