// SPDX-License-Identifier: EUPL-1.2
// The words of the event format, version 1: kNames<Enum> for each closed set of names.
#pragma once

#include <cstddef>

#include "daemon/event/event.h"
#include "daemon/event/name_table.h"
#include "daemon/event/refusal.h"

namespace jono {

template <class Enum>
inline constexpr std::nullptr_t kNames{};

template <>
inline constexpr auto kNames<EventType> = name_table<EventType>(
    "source.heartbeat", "call.queued", "call.answered", "call.abandoned", "call.redirected",
    "call.lost", "call.refused", "call.ended", "callback.requested", "callback.attempted",
    "callback.reached", "callback.closed", "agent.state", "backlog.level", "source.snapshot");

template <>
inline constexpr auto kNames<RedirectReason> = name_table<RedirectReason>(
    "timeout", "key", "transfer", "empty", "closed", "callback", "withdrawn", "other");

template <>
inline constexpr auto kNames<LostReason> =
    name_table<LostReason>("restart", "crash", "unlisted", "other");

template <>
inline constexpr auto kNames<RefusedReason> =
    name_table<RefusedReason>("full", "closed", "no_agents", "other");

template <>
inline constexpr auto kNames<AttemptResult> =
    name_table<AttemptResult>("no_answer", "busy", "voicemail", "failed", "other");

template <>
inline constexpr auto kNames<CallbackCloseReason> = name_table<CallbackCloseReason>(
    "cancelled", "unreachable", "expired", "duplicate", "solved", "purged", "other");

template <>
inline constexpr auto kNames<AgentPresence> =
    name_table<AgentPresence>("available", "busy", "wrapup", "paused", "offline");

template <>
inline constexpr auto kNames<BacklogClass> = name_table<BacklogClass>("urgent", "other");

template <>
inline constexpr auto kNames<RefusalReason> = name_table<RefusalReason>(
    "not_json", "too_long", "bad_version", "unknown_source", "other_source", "bad_seq",
    "unknown_type", "bad_at", "future", "unknown_line", "bad_id", "bad_field", "bad_snapshot",
    "conflict", "too_late", "forbidden_line");

}  // namespace jono
