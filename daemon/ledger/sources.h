// SPDX-License-Identifier: EUPL-1.2
// What is known of the sources' connections: who is up, when each was heard last, and when it was
// not. Pure: time comes in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/engine/coverage.h"
#include "daemon/engine/engine.h"
#include "daemon/event/bytes.h"
#include "daemon/event/channel.h"
#include "daemon/event/names.h"

namespace jono::ledger {

// What the configuration says of a source, in the order of SourceId.
struct SourceSettings {
  std::vector<LineId> lines;           // that it serves; empty: every line
  bool resumes = false;                // sends again what was missed; a session may say otherwise
  std::optional<Millis> silent_after;  // judged while one of its lines is open
  Millis future_tolerance = std::chrono::minutes(10);

  [[nodiscard]] bool serves(LineId line) const;
};

class Sources {
 public:
  explicit Sources(std::vector<SourceSettings> settings);

  // From `now` on every source is waited for.
  void begin(Instant now) { begun_ = now; }

  [[nodiscard]] const SourceSettings& settings(SourceId source) const {
    return settings_[source.value];
  }

  // What a session that begins says of itself: whether what is missed while it is away comes later.
  // One that is up has missed nothing yet.
  void promise(SourceId source, bool resumes);
  [[nodiscard]] bool resumes(SourceId source) const { return states_[source.value].resumes; }

  // A word from the source, at `now`. True when it was down until now, or is down from now on.
  bool heard(SourceId source, Link link, Instant now);
  // All the time that a source which speaks of the past has told of; the rest, from its first event
  // on, is unknown, and it says nothing of now. Not saved: it says so again after each start.
  void told(SourceId source, std::vector<Span> spans) {
    states_[source.value].told = std::move(spans);
  }
  // Takes down who has been silent for too long; tells whom.
  [[nodiscard]] std::vector<SourceId> find_silent(const engine::Engine& engine, Instant now);

  [[nodiscard]] bool up(SourceId source) const { return up_since(source).has_value(); }
  // While it is up: since when without a break.
  [[nodiscard]] std::optional<Instant> up_since(SourceId source) const {
    return states_[source.value].up_since;
  }
  // When it was heard last; for one never heard, when all began.
  [[nodiscard]] Instant silent_since(SourceId source) const {
    return states_[source.value].heard.value_or(begun_);
  }

  // Whether the figures for now of `line` hold: every source that counts for it now, and has
  // spoken, is up.
  [[nodiscard]] bool known(const engine::Engine& engine, LineId line, Instant now) const;
  // And has been for two minutes without a break: long enough to be believed that all is well.
  [[nodiscard]] bool settled(const engine::Engine& engine, LineId line, Instant now) const;
  // When something of `line` may be missing, up to `now`: a source was away while it counted, or no
  // source counted.
  [[nodiscard]] std::vector<engine::Gap> gaps(const engine::Engine& engine, LineId line,
                                              Instant now) const;

  // The connections' past, for the checkpoint. restore() takes every source as down since it was
  // heard last.
  void save(const Names& names, std::string& out) const;
  [[nodiscard]] bool restore(ByteReader& in, const Names& names);

  // What came in since `from` has been lost: who cannot send it again was away since then.
  void lost_since(Instant from);

 private:
  struct State {
    std::optional<Instant> up_since;  // nullopt: down
    std::optional<Instant> heard;
    std::optional<Instant> down_since;
    std::vector<engine::Gap> away;          // finished times without connection
    std::optional<std::vector<Span>> told;  // nullopt: it speaks of now
    bool resumes = false;  // as the session says, or the configuration before there is one
    bool missed = false;   // what it says while it is away will not come later
  };

  // Whether every source that counts for `line` now, and has spoken, has been up since `limit` or
  // longer.
  [[nodiscard]] bool all_up_since(const engine::Engine& engine, LineId line, Instant now,
                                  Instant limit) const;
  // Whether the source's silence says something now: one of its lines is open.
  [[nodiscard]] bool expected(const engine::Engine& engine, SourceId source, Instant now) const;
  // When no source counted for `line`, from the first event of one on.
  void add_unserved(const engine::Engine& engine, LineId line, Instant now,
                    std::vector<engine::Gap>& out) const;

  std::vector<SourceSettings> settings_;
  Instant begun_{};
  std::vector<State> states_;
};

}  // namespace jono::ledger
