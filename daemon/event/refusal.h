// SPDX-License-Identifier: EUPL-1.2
// Why an event was not taken, and what may be kept of it: never raw bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/ids.h"
#include "daemon/base/time.h"
#include "daemon/event/event.h"
#include "daemon/event/names.h"

namespace jono {

// The closed set of reasons; each is a label value of jonovahti_source_rejected_total.
enum class RefusalReason : std::uint8_t {
  not_json,        // not one JSON object, or not valid UTF-8
  too_long,        // over 16 384 bytes without its line end
  bad_version,     // `v` missing or not the whole number 1
  unknown_source,  // no source, or one that is not configured
  other_source,    // names another source than the one its transport speaks for
  bad_seq,         // not a whole number >= 1
  unknown_type,    // `type` missing or not listed
  bad_at,          // `at` missing, not an RFC 3339 instant with offset nor whole milliseconds
  future,          // `at` further ahead than the source's future_tolerance
  unknown_line,    // line missing, or neither a line nor one of the source's queues
  bad_id,          // id missing, empty, not a string, or over 128 bytes
  bad_field,       // another listed field of the type has a wrong shape
  bad_snapshot,    // a snapshot with a bad item or without `waiting`
  conflict,        // another content under a seq that is known already
  too_late,        // its day is no longer in the journal
  forbidden_line,  // a line that the key of its source is not listed for
};
inline constexpr std::size_t kRefusalReasons = 16;

[[nodiscard]] std::string_view name_of(RefusalReason reason);

// A dead letter. `line` is the name as given, cut to 64 bytes and stripped of what is not printable
// ASCII; it is empty where it has more than five digits, since they might be somebody's number.
struct Refusal {
  RefusalReason reason = RefusalReason::not_json;
  SourceId source;                // unset when it is not known
  std::uint64_t seq = 0;          // 0: none
  EpochId epoch;                  // of a seq that its transport gave
  std::optional<EventType> type;  // nullopt: missing or unknown
  std::optional<Instant> at;
  std::string line;
  std::uint32_t length = 0;           // bytes of the refused line
  std::array<std::uint64_t, 2> id{};  // keyed hash of its call or callback id; zero: none
};

// The dead letter of an event that could be read.
[[nodiscard]] Refusal refusal_of(const Event& event, RefusalReason reason, const Names& names);

// The event that was refused for its line or its time, from what is kept of it, without its number:
// under that it is known as refused. A `reason` or `result` is not kept, and so becomes `other`.
// nullopt where too little is kept: of anything but a call or a callback, or where the line is
// still not configured.
[[nodiscard]] std::optional<Event> event_of(const Refusal& letter, const Names& names);

// What may be kept of a line's name, as said above.
void refused_line(std::string_view given, std::string& out);

}  // namespace jono
