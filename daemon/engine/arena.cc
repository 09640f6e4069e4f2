// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/arena.h"

#include <bit>
#include <cstring>

namespace jono::engine {
namespace {

// Up to 256 bytes every multiple of 8 is a size of its own; above, every power of two.
constexpr std::size_t kExact = 32;

std::size_t units_of(std::size_t bytes) {
  const std::size_t units = (bytes + 7) / 8;
  return units <= kExact ? units : std::bit_ceil(units);
}

std::size_t size_class(std::size_t units) {
  return units <= kExact ? units : kExact + std::size_t(std::countr_zero(units / kExact));
}

}  // namespace

std::size_t Arena::capacity(std::size_t bytes) { return units_of(bytes) * 8; }

Arena::Ref Arena::allocate(std::size_t bytes) {
  const std::size_t units = units_of(bytes);
  Ref& head = free_[size_class(units)];
  if (head != 0) {
    const Ref ref = head;
    std::memcpy(&head, at(ref), sizeof(head));
    return ref;
  }
  if (next_ + units > kUnits) {
    next_ = chunks_.empty() ? 1 : 0;  // the very first unit stands for "none"
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>((kUnits + next_) * kUnit));
  }
  const auto ref = static_cast<Ref>((chunks_.size() - 1) * kUnits + next_);
  next_ += units;
  return ref;
}

void Arena::free(Ref ref, std::size_t bytes) {
  Ref& head = free_[size_class(units_of(bytes))];
  std::memcpy(at(ref), &head, sizeof(head));
  head = ref;
}

}  // namespace jono::engine
