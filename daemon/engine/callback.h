// SPDX-License-Identifier: EUPL-1.2
// One callback, and how it follows from the set of what is known of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "daemon/engine/fact.h"
#include "daemon/engine/line_settings.h"

namespace jono::engine {

enum class CallbackState : std::uint8_t { open, reached, closed };

struct Callback {
  Instant requested{};
  CallbackState state = CallbackState::open;
  Instant ended{};                     // reached or closed; meaningless while open
  std::optional<Instant> attempted{};  // the first attempt; being reached is one
  CallbackCloseReason reason = CallbackCloseReason::other;  // closed ones only

  // From request to `t`; 0 where `t` is earlier.
  [[nodiscard]] Millis since_request(Instant t) const {
    return t > requested ? t - requested : Millis(0);
  }
  bool operator==(const Callback&) const = default;
};

struct CallbackHistory {
  std::optional<Callback> callback;  // nullopt: nobody asked for it, or not in its source's term
  std::uint32_t orphans = 0;
  std::optional<Instant> last_listed;  // by the latest snapshot that lists it
  bool operator==(const CallbackHistory&) const = default;
};

// `facts` are those of one callback of one source and line, `term` is that source's there.
[[nodiscard]] CallbackHistory derive_callback(std::span<const Fact> facts, const Term& term);

}  // namespace jono::engine
