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
  std::string source;
  std::string epoch;
  std::uint64_t tail = 1;  // the lowest seq it still holds
  std::string process;
  bool outbox = true;
};

inline constexpr std::size_t kMostEvents = 1024;  // in one EVENTS
inline constexpr std::size_t kMostBytes = 64'000;

// "0" and up, without a sign or leading zeros' meaning; nullopt for anything else.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);

// nullopt unless it is a JSON object with a non-empty epoch.
[[nodiscard]] std::optional<Hello> parse_hello(std::string_view body);

// The last seq that a GAP says is gone.
[[nodiscard]] std::optional<std::uint64_t> parse_gap_end(std::string_view body);

}  // namespace jono::feed
