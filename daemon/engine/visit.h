// SPDX-License-Identifier: EUPL-1.2
// One stay of one call in one line's queue, and how visits follow from what is known of a call.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "daemon/engine/fact.h"
#include "daemon/engine/line_settings.h"
#include "daemon/engine/pairing.h"

namespace jono::engine {

enum class Outcome : std::uint8_t { waiting, answered, abandoned, redirected, lost };

struct Visit {
  Instant queued{};
  Instant closed{};                // meaningless while waiting
  std::optional<Instant> ended{};  // of the talk; answered visits only
  Outcome outcome = Outcome::waiting;
  RedirectReason reason = RedirectReason::other;  // redirected visits only
  bool by_event = false;  // lost: by a call.lost, so that better evidence may replace it

  [[nodiscard]] Millis wait() const { return closed - queued; }
  bool operator==(const Visit&) const = default;
};

struct RefusedCall {
  Instant at{};
  RefusedReason reason = RefusedReason::other;
  bool operator==(const RefusedCall&) const = default;
};

// What follows from the facts of one call in one line. Buffers are reused: clear() keeps them.
struct CallHistory {
  std::vector<Visit> visits;  // in order of queueing
  std::vector<RefusedCall> refused;
  std::uint32_t orphans = 0;
  // Whether the last visit has no closing event: it is waiting, or lost only for want of news.
  bool open = false;
  bool missing = false;   // the open visit is marked missing
  bool requeued = false;  // a queueing came while a visit was open, so that snapshots decide

  void clear();
  bool operator==(const CallHistory&) const = default;
};

// What visits depend on beside the call's own facts: its source and line.
struct WalkContext {
  std::span<const Instant> snapshots;  // of its source and line, complete ones, sorted, distinct
  Instant clock;                       // by which the age of an open visit is judged
  Millis lost_after;
  Term term = {};  // of its source: what was queued or refused outside it is left out
};

// The walk of the definitions. Holds scratch buffers only; one a thread.
class Walker {
 public:
  // `facts` are those of one call in one line, sorted. `out` is cleared first.
  void walk(std::span<const Fact> facts, const WalkContext& context, CallHistory& out);

 private:
  Pairing pairing_;
  std::vector<Step> steps_;
};

// The listings among `facts` that count as a queueing, as steps appended to `steps`, which holds
// the call's other steps.
void append_counting_listings(std::span<const Fact> facts, std::vector<Step>& steps);

// The snapshot that marks a call queued at `queued` missing, as seen just before `until`: the first
// that does not list it, 2 s or more after queueing and after the last one that lists it.
[[nodiscard]] std::optional<Instant> missing_since(Instant queued, Instant until,
                                                   std::span<const Fact> facts,
                                                   std::span<const Instant> snapshots);

}  // namespace jono::engine
