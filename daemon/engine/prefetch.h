// SPDX-License-Identifier: EUPL-1.2
// Asks for memory before it is needed. Who works through a batch knows what comes next, and with
// thousands of lines or a million open calls none of it is in the cache.
#pragma once

#include <cstddef>

namespace jono::engine {

inline void prefetch(const void* at, std::size_t bytes) {
  constexpr std::size_t kCacheLine = 64;
  const auto* begin = static_cast<const char*>(at);
  for (std::size_t i = 0; i < bytes; i += kCacheLine) __builtin_prefetch(begin + i);
}

inline void prefetch_end(const auto& vector) {
  if (!vector.empty()) __builtin_prefetch(&vector.back() + 1, 1);
}

// In so many steps, each following the pointers that the one before has fetched, and each so many
// events nearer to the event itself.
inline constexpr std::size_t kSteps = 4;
inline constexpr std::size_t kStride = 3;

// Calls f(event, step) for those of `events` that are to be fetched for while `at` is worked on.
void look_ahead(const auto& events, std::size_t at, const auto& f) {
  for (std::size_t step = 0; step < kSteps; ++step) {
    const std::size_t ahead = at + (kSteps - step) * kStride;
    if (ahead < events.size()) f(events[ahead], step);
  }
}

}  // namespace jono::engine
