// SPDX-License-Identifier: EUPL-1.2
// The names of an enum's values 0..N-1, both ways. A name is found with one multiplication and one
// comparison: the multiplier that keeps all names apart is searched for by the compiler.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jono {

template <class Enum, std::size_t N>
class NameTable {
 public:
  // `names` are in the order of the enum, not empty, and no two are alike in their length and the
  // three bytes that slot() looks at: with such two the compiler gives up.
  consteval explicit NameTable(const std::array<std::string_view, N>& names) : names_(names) {
    while (!place_all()) seed_ *= kStep;
  }

  [[nodiscard]] static constexpr std::size_t size() { return N; }

  [[nodiscard]] constexpr std::string_view of(Enum value) const {
    return names_[static_cast<std::size_t>(value)];
  }

  // nullopt for a name that is not listed.
  [[nodiscard]] constexpr std::optional<Enum> find(std::string_view name) const {
    if (name.empty()) return std::nullopt;
    const std::uint8_t place = slots_[slot(name)];
    if (place == kFree || names_[place] != name) return std::nullopt;
    return static_cast<Enum>(place);
  }

 private:
  static constexpr std::uint8_t kFree = 0xff;
  static constexpr std::uint32_t kStep = 0x2c9277b5;  // odd, so that no seed is even
  static constexpr std::size_t kSlots = std::bit_ceil(4 * N);
  static_assert(N < kFree);

  [[nodiscard]] constexpr std::size_t slot(std::string_view name) const {
    const auto byte = [&](std::size_t i) {
      return std::uint32_t{static_cast<unsigned char>(name[i])};
    };
    const std::uint32_t key = byte(0) | byte(name.size() * 3 / 4) << 8 |
                              byte(name.size() - 1) << 16 |
                              static_cast<std::uint32_t>(name.size()) << 24;
    return (key * seed_) >> (32 - std::countr_zero(kSlots));
  }

  constexpr bool place_all() {
    slots_.fill(kFree);
    for (std::size_t i = 0; i < N; ++i) {
      std::uint8_t& place = slots_[slot(names_[i])];
      if (place != kFree) return false;
      place = static_cast<std::uint8_t>(i);
    }
    return true;
  }

  std::array<std::string_view, N> names_;
  std::array<std::uint8_t, kSlots> slots_{};
  std::uint32_t seed_ = 0x9e3779b1;
};

// NameTable for Enum from a list of literals.
template <class Enum, class... Name>
consteval auto name_table(Name... names) {
  return NameTable<Enum, sizeof...(Name)>({std::string_view(names)...});
}

}  // namespace jono
