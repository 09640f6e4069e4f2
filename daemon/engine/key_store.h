// SPDX-License-Identifier: EUPL-1.2
// Every call and callback that the engine still knows, with its facts packed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "daemon/engine/arena.h"
#include "daemon/engine/packed_facts.h"

namespace jono::engine {

// A call or callback of one source and line: `owner` numbers those, and tells calls from callbacks.
struct Key {
  std::array<std::uint64_t, 2> id;  // uniform: a keyed hash
  std::uint32_t owner = 0;
  auto operator<=>(const Key&) const = default;
};

// An open-addressing table in shards, so that growing pauses for one shard only, over packed
// records. A Ref stays valid until its key is stored again or erased.
class KeyStore {
 public:
  using Ref = Arena::Ref;  // 0: none

  KeyStore() : shards_(kShards) {}

  [[nodiscard]] Ref find(const Key& key) const;
  void load(Ref ref, Facts& out) const;
  [[nodiscard]] std::span<const unsigned char> packed(Ref ref) const;
  [[nodiscard]] Key key(Ref ref) const;
  // Replaces the facts of `ref`, or with ref 0 those of a new `key`. Returns where they are now; 0,
  // with nothing changed, when they would take a mebibyte.
  Ref store(Ref ref, const Key& key, const Facts& facts);
  void erase(Ref ref);

  // Hints that `key` will be looked up soon: where it would stand, and then its record.
  void prefetch_slot(const Key& key) const;
  void prefetch_record(const Key& key) const;

  // Two words of the owner's own a key, 0 at first; they survive store().
  [[nodiscard]] std::uint32_t& node(Ref ref) { return record(ref).node; }
  [[nodiscard]] std::uint32_t& touched(Ref ref) { return record(ref).touched; }
  [[nodiscard]] std::uint32_t touched(Ref ref) const { return record(ref).touched; }

  [[nodiscard]] std::size_t size() const { return size_; }
  // Calls f(Ref) for each key, in no order; f must not store or erase.
  template <class F>
  void for_each(F f) const {
    for (const Shard& shard : shards_) {
      for (const Slot& slot : shard.slots) {
        if (slot.ref != 0) f(slot.ref);
      }
    }
  }

 private:
  static constexpr std::size_t kShards = 256;

  struct Record {
    std::array<std::uint64_t, 2> id;
    std::uint32_t owner;
    std::uint32_t node;
    std::uint32_t touched;
    std::uint32_t size;  // bytes of packed facts behind this header
  };
  struct Slot {
    std::uint32_t tag = 0;
    Ref ref = 0;
  };
  struct Shard {
    std::vector<Slot> slots;  // a power of two of them, or none
    std::size_t used = 0;
  };

  [[nodiscard]] Record& record(Ref ref) const { return *static_cast<Record*>(arena_.at(ref)); }
  [[nodiscard]] const Slot* slot_of(const Key& key) const;
  static void place(Shard& shard, std::uint64_t hash, Ref ref);
  void grow(Shard& shard);
  Ref create(const Key& key);
  void move(Ref from, Ref to);

  Arena arena_;
  std::vector<Shard> shards_;
  std::vector<unsigned char> packed_;
  std::size_t size_ = 0;
};

}  // namespace jono::engine
