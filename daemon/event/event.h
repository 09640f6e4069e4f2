// SPDX-License-Identifier: EUPL-1.2
// What a phone system can say: one closed set of plain structs. Fields and meanings are those of
// the event format, version 1. Callers' numbers have no field here, and so no way further in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/base/ids.h"
#include "daemon/base/time.h"

namespace jono {

// The order of every enum is stored and compared: add at the end only.
enum class RedirectReason : std::uint8_t {
  timeout,
  key,
  transfer,
  empty,
  closed,
  callback,
  withdrawn,
  other
};
enum class LostReason : std::uint8_t { restart, crash, unlisted, other };
enum class RefusedReason : std::uint8_t { full, closed, no_agents, other };
enum class AttemptResult : std::uint8_t { no_answer, busy, voicemail, failed, other };
enum class CallbackCloseReason : std::uint8_t {
  cancelled,
  unreachable,
  expired,
  duplicate,
  solved,
  purged,
  other
};
enum class AgentPresence : std::uint8_t { available, busy, wrapup, paused, offline };
enum class BacklogClass : std::uint8_t { urgent, other };

struct CallQueued {
  CallId call;
  bool operator==(const CallQueued&) const = default;
};
struct CallAnswered {
  CallId call;
  AgentId agent;
  bool operator==(const CallAnswered&) const = default;
};
struct CallAbandoned {
  CallId call;
  bool operator==(const CallAbandoned&) const = default;
};
struct CallRedirected {
  CallId call;
  RedirectReason reason = RedirectReason::other;
  bool operator==(const CallRedirected&) const = default;
};
struct CallLost {
  CallId call;
  LostReason reason = LostReason::other;
  bool operator==(const CallLost&) const = default;
};
struct CallRefused {
  CallId call;
  RefusedReason reason = RefusedReason::other;
  bool operator==(const CallRefused&) const = default;
};
struct CallEnded {
  CallId call;
  bool operator==(const CallEnded&) const = default;
};

struct CallbackRequested {
  CallbackId callback;
  CallId call;
  bool operator==(const CallbackRequested&) const = default;
};
struct CallbackAttempted {
  CallbackId callback;
  AttemptResult result = AttemptResult::other;
  bool operator==(const CallbackAttempted&) const = default;
};
struct CallbackReached {
  CallbackId callback;
  bool operator==(const CallbackReached&) const = default;
};
struct CallbackClosed {
  CallbackId callback;
  CallbackCloseReason reason = CallbackCloseReason::other;
  bool operator==(const CallbackClosed&) const = default;
};

// Live only: never journaled.
struct AgentState {
  AgentId agent;
  AgentPresence state = AgentPresence::offline;
  bool operator==(const AgentState&) const = default;
};

struct BacklogLevel {
  BacklogId backlog;
  std::uint64_t open = 0;
  std::optional<Instant> oldest_at;
  BacklogClass cls = BacklogClass::other;
  bool operator==(const BacklogLevel&) const = default;
};

struct ListedCall {
  CallId call;
  Instant queued_at;
  auto operator<=>(const ListedCall&) const = default;
};
struct ListedCallback {
  CallbackId callback;
  Instant requested_at;
  auto operator<=>(const ListedCallback&) const = default;
};

// One part of everything that is in one line's queue at `at`. Both lists are sorted.
struct SnapshotBody {
  SnapshotId id;           // unset when the snapshot has no `id`
  std::uint32_t part = 1;  // 1 <= part <= parts
  std::uint32_t parts = 1;
  std::vector<ListedCall> waiting;
  std::optional<std::vector<ListedCallback>> callbacks;  // nullopt: says nothing about callbacks
  bool operator==(const SnapshotBody&) const = default;
};

struct SourceSnapshot {
  std::shared_ptr<const SnapshotBody> body;  // never null in an accepted event
  bool operator==(const SourceSnapshot& o) const { return *body == *o.body; }
};

struct SourceHeartbeat {
  bool operator==(const SourceHeartbeat&) const = default;
};

// SourceHeartbeat stands first so that a default Event is harmless.
using What =
    std::variant<SourceHeartbeat, CallQueued, CallAnswered, CallAbandoned, CallRedirected, CallLost,
                 CallRefused, CallEnded, CallbackRequested, CallbackAttempted, CallbackReached,
                 CallbackClosed, AgentState, BacklogLevel, SourceSnapshot>;

// The index of What, by name: stored in the journal, so add at the end only.
enum class EventType : std::uint8_t {
  source_heartbeat,
  call_queued,
  call_answered,
  call_abandoned,
  call_redirected,
  call_lost,
  call_refused,
  call_ended,
  callback_requested,
  callback_attempted,
  callback_reached,
  callback_closed,
  agent_state,
  backlog_level,
  source_snapshot
};
inline constexpr std::size_t kEventTypes = std::variant_size_v<What>;

// "call.queued" and so on, as written in the event format.
[[nodiscard]] std::string_view name_of(EventType type);
[[nodiscard]] std::string_view name_of(RedirectReason reason);
[[nodiscard]] std::string_view name_of(LostReason reason);
[[nodiscard]] std::string_view name_of(RefusedReason reason);
[[nodiscard]] std::string_view name_of(AttemptResult result);
[[nodiscard]] std::string_view name_of(CallbackCloseReason reason);
[[nodiscard]] std::string_view name_of(AgentPresence state);
[[nodiscard]] std::string_view name_of(BacklogClass cls);

struct Event {
  Instant at{};           // the phone system's time, not ours
  std::uint64_t seq = 0;  // 0: the event has none
  SourceId source;
  EpochId epoch;        // unset: none given
  LineId line;          // unset for source.heartbeat and backlog.level
  bool coarse = false;  // the clock behind `at` counts whole seconds
  What what;

  [[nodiscard]] EventType type() const { return static_cast<EventType>(what.index()); }
};

// Whether two events that carry no seq are the same event: source, type, instant, line, id and
// every other field of that type. Epoch and seq do not count.
[[nodiscard]] inline bool same_content(const Event& a, const Event& b) {
  return a.source == b.source && a.at == b.at && a.line == b.line && a.coarse == b.coarse &&
         a.what == b.what;
}

}  // namespace jono
