// SPDX-License-Identifier: EUPL-1.2
// Memory for many small records of a few sizes: no header a record, freed ones used again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace jono::engine {

// Records are addressed by a 32-bit number, so that a table of millions stays small. Grows by whole
// chunks and never shrinks. Addresses of records do not change.
class Arena {
 public:
  using Ref = std::uint32_t;  // 0: none
  static constexpr std::size_t kLargest = std::size_t{1} << 20;

  // At least `bytes` (at most kLargest), aligned to 8.
  [[nodiscard]] Ref allocate(std::size_t bytes);
  // `bytes` as given to allocate().
  void free(Ref ref, std::size_t bytes);

  [[nodiscard]] void* at(Ref ref) const { return &chunks_[ref / kUnits][ref % kUnits * kUnit]; }
  // What allocate(bytes) really sets aside.
  [[nodiscard]] static std::size_t capacity(std::size_t bytes);
  [[nodiscard]] std::size_t bytes() const { return chunks_.size() * kLargest; }

 private:
  static constexpr std::size_t kUnit = 8;
  static constexpr std::size_t kUnits = kLargest / kUnit;

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::size_t next_ = kUnits;  // first unused unit of the last chunk
  std::array<Ref, 64> free_{};
};

}  // namespace jono::engine
