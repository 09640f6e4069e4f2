// SPDX-License-Identifier: EUPL-1.2
// What the desk hands over to be sent, and what can become of it. Plain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerting/notice.h"

namespace jono::alerting {

// was_firing: it fired and ended before its firing could be told.
enum class Told : std::uint8_t { firing, resolved, closed, was_firing };
[[nodiscard]] std::string_view name_of(Told told);

// One notice for one receiver.
struct Telling {
  Notice notice;
  Told told{};
};
// The same for every copy of one telling: the notice's key, "/", what is told.
[[nodiscard]] std::string dedup_key(const Telling& telling);

// One of the alerts that an Alertmanager is told in one request. An Alertmanager has one kind of
// end: resolved and closed are the same to it.
struct BatchAlert {
  Telling telling;
  Instant ends_at{};
};
struct Batch {
  std::vector<BatchAlert> alerts;
  Instant watchdog_ends_at{};  // of the Watchdog; kNever: it is left out
};

struct Heartbeat {};

struct Sending {
  std::uint64_t id = 0;
  std::size_t receiver = 0;  // its place in the settings
  std::size_t url = 0;       // its place in the receiver's urls; 0 where it has but one
  std::variant<Batch, Telling, Heartbeat> what;
};

// refused: this receiver will never take it. failed: another time it may.
enum class Outcome : std::uint8_t { delivered, failed, refused };
[[nodiscard]] std::string_view name_of(Outcome outcome);

}  // namespace jono::alerting
