// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/random.h"

#include <bit>

namespace jono::simulator {
namespace {

// splitmix64
std::uint64_t scatter(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

// (1 + x/65536)^65536: near enough to e^x, and without a mathematical library.
double power_of_e(double x) {
  double out = 1 + x / 65536;
  for (int i = 0; i < 16; ++i) out *= out;
  return out;
}

}  // namespace

Random::Random(std::uint64_t seed) : state_{} {
  for (std::uint64_t& word : state_) word = scatter(seed);
}

std::uint64_t Random::next() {
  const std::uint64_t out = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return out;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

// Von Neumann's way: the length of a falling run decides.
double Random::exponential() {
  for (double whole = 0;; ++whole) {
    const double first = uniform();
    double last = first;
    for (bool odd = true;; odd = !odd) {
      const double drawn = uniform();
      if (drawn < last) {
        last = drawn;
        continue;
      }
      if (odd) return whole + first;
      break;
    }
  }
}

double Random::log_normal(double sigma) {
  double normal = -6;  // twelve uniform numbers have deviation 1
  for (int i = 0; i < 12; ++i) normal += uniform();
  return power_of_e(sigma * normal - sigma * sigma / 2);
}

std::uint64_t mix(std::uint64_t seed, std::uint64_t with) {
  std::uint64_t state = seed ^ std::rotl(with, 32);
  return scatter(state) ^ with;
}

std::uint64_t mix(std::uint64_t seed, std::string_view with) {
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (const char c : with) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return mix(seed, hash);
}

}  // namespace jono::simulator
