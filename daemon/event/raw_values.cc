// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/raw_values.h"

#include "daemon/event/rfc3339.h"

namespace jono {

std::optional<std::string_view> id_text(const RawValue& value) {
  const auto text = value.string();
  if (!text || text->empty() || text->size() > kMostIdBytes) return std::nullopt;
  return text;
}

std::optional<Instant> instant(const RawValue& value) {
  using Kind = RawValue::Kind;
  if (value.kind == Kind::text) return parse_rfc3339(value.text);
  if (value.kind != Kind::natural && value.kind != Kind::negative) return std::nullopt;
  const auto count = static_cast<std::int64_t>(value.number);
  if ((count < 0) != (value.kind == Kind::negative)) return std::nullopt;
  const Instant t{Millis(count)};
  if (t < kFirstInstant || t > kLastInstant) return std::nullopt;
  return t;
}

}  // namespace jono
