// SPDX-License-Identifier: EUPL-1.2
// Instants, durations and numbers as other systems write them. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/mapping/mapping.h"
#include "daemon/base/result.h"
#include "daemon/base/time.h"

namespace jono::mapping {

// A date and time of day in parts of one or more of: %Y (four digits), %m %d %H %M %S (one or two),
// %f (a fraction of one to nine digits, cut to milliseconds), %z (Z, +02:00 or +0200), %% and any
// other text, which must stand there as it is.
class TimeFormat {
 public:
  // An error says what is wrong with the format: %Y, %m, %d, %H and %M are needed, each once.
  [[nodiscard]] static Result<void> check(std::string_view format);

  // nullopt for anything but exactly that format, and for what no calendar or clock shows. Without
  // %z it is the zone's local time: the first of the two instants in autumn.
  [[nodiscard]] static std::optional<Instant> read(std::string_view format, std::string_view text,
                                                   const calendar::Zone& zone);
};

// A whole number or one with a fraction, of `unit`, in milliseconds; what is finer is cut off.
// `decimal` stands before the fraction. Blanks between groups of three digits are taken where
// `grouped`. nullopt: none, or beyond 2^53.
[[nodiscard]] std::optional<Millis> read_amount(std::string_view text, TimeForm unit, char decimal,
                                                bool grouped);

// h:mm:ss with two digits of minutes and seconds, both below 60, or an amount of `unit`, not below
// zero and at most a year.
[[nodiscard]] std::optional<Millis> read_length(std::string_view text, TimeForm unit, char decimal,
                                                bool grouped);

// A whole number >= 0; groups as above.
[[nodiscard]] std::optional<std::uint64_t> read_count(std::string_view text, bool grouped);

}  // namespace jono::mapping
