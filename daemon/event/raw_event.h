// SPDX-License-Identifier: EUPL-1.2
// The listed fields of one event as they were given, not judged yet. Whoever fills it, from JSON of
// our own or of a vendor's, keeps the texts alive until it has been judged.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "daemon/event/name_table.h"

namespace jono {

enum class Field : std::uint8_t {
  v,
  source,
  seq,
  epoch,
  type,
  at,
  line,
  call,
  callback,
  coarse,
  agent,
  reason,
  result,
  state,
  open,
  oldest_at,
  cls,
  waiting,
  callbacks,
  id,
  part,
  parts,
  queued_at,     // of an item of `waiting`
  requested_at,  // of an item of `callbacks`
  unlisted
};
inline constexpr std::size_t kFields = static_cast<std::size_t>(Field::unlisted) + 1;

inline constexpr auto kFieldNames =
    name_table<Field>("v", "source", "seq", "epoch", "type", "at", "line", "call", "callback",
                      "coarse", "agent", "reason", "result", "state", "open", "oldest_at", "class",
                      "waiting", "callbacks", "id", "part", "parts", "queued_at", "requested_at");

struct RawValue {
  enum class Kind : std::uint8_t {
    absent,    // or null
    yes,       // true
    no,        // false
    natural,   // a whole number >= 0, in `number`
    negative,  // a whole number < 0, in `number` as two's complement
    text,      // a string, in `text`
    list,      // an array
    other      // an object, a number with a fraction or an exponent, one too large
  };
  Kind kind = Kind::absent;
  std::uint64_t number = 0;
  std::string_view text;

  [[nodiscard]] bool absent() const { return kind == Kind::absent; }
  [[nodiscard]] std::optional<std::uint64_t> natural() const {
    return kind == Kind::natural ? std::optional(number) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::string_view> string() const {
    return kind == Kind::text ? std::optional(text) : std::nullopt;
  }
};

// An item of `waiting` (call, queued_at) or `callbacks` (callback, requested_at). Both are absent
// where the item is not an object.
struct RawItem {
  RawValue id;
  RawValue time;
};

struct RawEvent {
  std::array<RawValue, kFields> values;
  std::vector<RawItem> waiting;
  std::vector<RawItem> callbacks;

  RawValue& operator[](Field f) { return values[static_cast<std::size_t>(f)]; }
  const RawValue& operator[](Field f) const { return values[static_cast<std::size_t>(f)]; }

  // Keeps the lists' memory.
  void clear() {
    for (RawValue& v : values) v.kind = RawValue::Kind::absent;
    waiting.clear();
    callbacks.clear();
  }
};

}  // namespace jono
