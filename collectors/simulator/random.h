// SPDX-License-Identifier: EUPL-1.2
// Chance that is the same everywhere: xoshiro256**, and distributions made of sums, products and
// comparisons only, since those of <random> and <cmath> differ between libraries.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace jono::simulator {

class Random {
 public:
  explicit Random(std::uint64_t seed);

  [[nodiscard]] std::uint64_t next();
  // In [0, 1).
  [[nodiscard]] double uniform();
  // Mean 1.
  [[nodiscard]] double exponential();
  // Log-normal with mean 1; `sigma` is the deviation of the logarithm, at most 2.
  [[nodiscard]] double log_normal(double sigma);

 private:
  std::array<std::uint64_t, 4> state_;
};

// A seed made of another one and of what it is for.
[[nodiscard]] std::uint64_t mix(std::uint64_t seed, std::uint64_t with);
[[nodiscard]] std::uint64_t mix(std::uint64_t seed, std::string_view with);

}  // namespace jono::simulator
