// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/key_store.h"

#include <cstring>

namespace jono::engine {
namespace {

std::uint64_t hash_of(const std::array<std::uint64_t, 2>& id, std::uint32_t owner) {
  return id[0] ^ (owner * 0x9e3779b97f4a7c15U);
}

std::size_t shard_of(std::uint64_t hash) { return hash >> 56; }
std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 24); }

}  // namespace

const KeyStore::Slot* KeyStore::slot_of(const Key& key) const {
  const std::uint64_t hash = hash_of(key.id, key.owner);
  const Shard& shard = shards_[shard_of(hash)];
  if (shard.slots.empty()) return nullptr;
  const std::size_t mask = shard.slots.size() - 1;
  for (std::size_t i = hash & mask; shard.slots[i].ref != 0; i = (i + 1) & mask) {
    const Slot& slot = shard.slots[i];
    if (slot.tag != tag_of(hash)) continue;
    const Record& r = record(slot.ref);
    if (r.id == key.id && r.owner == key.owner) return &slot;
  }
  return nullptr;
}

void KeyStore::prefetch_slot(const Key& key) const {
  const std::uint64_t hash = hash_of(key.id, key.owner);
  const Shard& shard = shards_[shard_of(hash)];
  if (!shard.slots.empty()) __builtin_prefetch(&shard.slots[hash & (shard.slots.size() - 1)]);
}

void KeyStore::prefetch_record(const Key& key) const {
  const std::uint64_t hash = hash_of(key.id, key.owner);
  const Shard& shard = shards_[shard_of(hash)];
  if (shard.slots.empty()) return;
  const Slot& slot = shard.slots[hash & (shard.slots.size() - 1)];
  if (slot.ref != 0) __builtin_prefetch(arena_.at(slot.ref));
}

KeyStore::Ref KeyStore::find(const Key& key) const {
  const Slot* slot = slot_of(key);
  return slot == nullptr ? 0 : slot->ref;
}

std::span<const unsigned char> KeyStore::packed(Ref ref) const {
  const Record& r = record(ref);
  return {reinterpret_cast<const unsigned char*>(&r + 1), r.size};
}

void KeyStore::load(Ref ref, Facts& out) const { unpack(packed(ref), out); }

Key KeyStore::key(Ref ref) const { return {record(ref).id, record(ref).owner}; }

void KeyStore::place(Shard& shard, std::uint64_t hash, Ref ref) {
  const std::size_t mask = shard.slots.size() - 1;
  std::size_t i = hash & mask;
  while (shard.slots[i].ref != 0) i = (i + 1) & mask;
  shard.slots[i] = {tag_of(hash), ref};
}

void KeyStore::grow(Shard& shard) {
  Shard bigger{std::vector<Slot>(shard.slots.empty() ? 16 : shard.slots.size() * 2), shard.used};
  for (const Slot& slot : shard.slots) {
    if (slot.ref == 0) continue;
    place(bigger, hash_of(record(slot.ref).id, record(slot.ref).owner), slot.ref);
  }
  shard = std::move(bigger);
}

KeyStore::Ref KeyStore::create(const Key& key) {
  const Ref ref = arena_.allocate(sizeof(Record) + packed_.size());
  record(ref) = {key.id, key.owner, 0, 0, 0};
  const std::uint64_t hash = hash_of(key.id, key.owner);
  Shard& shard = shards_[shard_of(hash)];
  if ((shard.used + 1) * 4 > shard.slots.size() * 3) grow(shard);
  place(shard, hash, ref);
  ++shard.used;
  ++size_;
  return ref;
}

void KeyStore::move(Ref from, Ref to) {
  const Record& old = record(from);
  const_cast<Slot*>(slot_of({old.id, old.owner}))->ref = to;
  record(to) = old;
  arena_.free(from, sizeof(Record) + old.size);
}

KeyStore::Ref KeyStore::store(Ref ref, const Key& key, const Facts& facts) {
  pack(facts, packed_);
  const std::size_t bytes = sizeof(Record) + packed_.size();
  if (bytes > Arena::kLargest) return 0;
  if (ref == 0) {
    ref = create(key);
  } else if (Arena::capacity(sizeof(Record) + record(ref).size) != Arena::capacity(bytes)) {
    const Ref roomier = arena_.allocate(bytes);
    move(ref, roomier);
    ref = roomier;
  }
  Record& r = record(ref);
  r.size = static_cast<std::uint32_t>(packed_.size());
  std::memcpy(&r + 1, packed_.data(), packed_.size());
  return ref;
}

void KeyStore::erase(Ref ref) {
  const Record& r = record(ref);
  const std::uint64_t hash = hash_of(r.id, r.owner);
  Shard& shard = shards_[shard_of(hash)];
  const std::size_t mask = shard.slots.size() - 1;
  std::size_t hole = std::size_t(slot_of({r.id, r.owner}) - shard.slots.data());
  // Linear probing without tombstones: pull back what would otherwise no longer be found.
  for (std::size_t i = (hole + 1) & mask; shard.slots[i].ref != 0; i = (i + 1) & mask) {
    const Record& other = record(shard.slots[i].ref);
    const std::size_t home = hash_of(other.id, other.owner) & mask;
    if (((i - home) & mask) < ((i - hole) & mask)) continue;
    shard.slots[hole] = shard.slots[i];
    hole = i;
  }
  shard.slots[hole] = {};
  --shard.used;
  --size_;
  arena_.free(ref, sizeof(Record) + r.size);
}

}  // namespace jono::engine
