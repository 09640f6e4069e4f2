// SPDX-License-Identifier: EUPL-1.2
// The words of the feed protocol: three frames a message, kind, number and body.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jono::feed {

struct Frame {
  std::string_view kind;    // HELLO, EVENTS, PING, GAP, BYE
  std::string_view number;  // decimal
  std::string_view body;
};

struct Hello {
  std::string source;  // empty: not said
  std::string epoch;
  std::uint64_t tail = 1;  // the lowest seq it still holds
  std::string process;
  bool outbox = true;
};

// The last number that an event may have: what the journal can hold.
inline constexpr std::uint64_t kLastNumber = (std::uint64_t{1} << 63U) - 1;

inline constexpr std::size_t kMostEvents = 1024;  // in one EVENTS
inline constexpr std::size_t kMostBytes = 64'000;

// 0 to kLastNumber, without a sign; nullopt for anything else.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);

// nullopt unless it is a JSON object with a non-empty epoch and a tail, if any, that is a number.
[[nodiscard]] std::optional<Hello> parse_hello(std::string_view body);

// The last seq that a GAP says is gone.
[[nodiscard]] std::optional<std::uint64_t> parse_gap_end(std::string_view body);

}  // namespace jono::feed
