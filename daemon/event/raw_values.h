// SPDX-License-Identifier: EUPL-1.2
// What a single value of a RawEvent may mean, by the rules of the event format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "daemon/base/time.h"
#include "daemon/event/event_names.h"
#include "daemon/event/raw_event.h"

namespace jono {

inline constexpr std::size_t kMostIdBytes = 128;

// 1 to kMostIdBytes bytes of text.
[[nodiscard]] std::optional<std::string_view> id_text(const RawValue& value);

// RFC 3339 or whole milliseconds since the epoch, within rfc3339.h's two instants.
[[nodiscard]] std::optional<Instant> instant(const RawValue& value);

// The value's place in a closed set of names; nullopt for anything else.
template <class Enum>
[[nodiscard]] std::optional<Enum> word(const RawValue& value) {
  return kNames<Enum>.find(value.string().value_or(""));
}

}  // namespace jono
