// SPDX-License-Identifier: EUPL-1.2
// What people say about alerts: that some are not to be told for a while, or that one is known.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "alerting/notice.h"
#include "daemon/base/result.h"

namespace jono::alerting {

// No silence and no acknowledgement lasts longer.
inline constexpr Millis kLongestSilence = std::chrono::hours(72);

// One alert, whenever it fires.
struct AlertId {
  std::string rule;
  Subject::Kind kind{};
  std::string subject;  // id
  auto operator<=>(const AlertId&) const = default;
};
[[nodiscard]] AlertId id_of(const Notice& notice);
// Whose key it is; nullopt: it is no key of a notice.
[[nodiscard]] std::optional<AlertId> alert_of(std::string_view key);

struct SilencedSubject {
  Subject::Kind kind{};
  std::string id;
  bool operator==(const SilencedSubject&) const = default;
};

// Holds in [from, until).
struct Silence {
  std::uint32_t id = 0;                      // given by the desk; never used twice
  std::string rule;                          // empty: all
  std::optional<SilencedSubject> subject{};  // nullopt: all
  Instant from{}, until{};
  std::string who, why;
};
[[nodiscard]] bool holds(const Silence& silence, const AlertId& alert, Instant now);
// For the audit: "3: rule QueueLong, line aspa, until 2026-03-01T12:00:00Z".
[[nodiscard]] std::string print(const Silence& silence);

// Ends at `until`, or when the alert does.
struct Ack {
  std::string key;  // of a notice
  std::string who, why;
  Instant at{}, until{};
};

// Whether `who` did it, and why, is said: one line each, and not a long one.
[[nodiscard]] Result<void> check_words(std::string_view who, std::string_view why);
// Whether [from, until) is not over at `now`, and not too long.
[[nodiscard]] Result<void> check_times(Instant from, Instant until, Instant now);

}  // namespace jono::alerting
