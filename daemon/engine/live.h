// SPDX-License-Identifier: EUPL-1.2
// What is kept of now, beside the rows: counters, the last hour of each line, agents and backlogs;
// and the snapshot made from all of it. Pure, like the engine that it listens to.
#pragma once

#include <unordered_map>

#include "daemon/engine/engine.h"
#include "daemon/engine/figures.h"
#include "daemon/engine/recent_source.h"
#include "daemon/engine/snapshot.h"

namespace jono::engine {

class Live final : public Changes {
 public:
  // `lines` in the order of LineId; they outlive this.
  Live(std::span<const LineSettings> lines, std::uint32_t sources);

  // The engine's own reports.
  void call_changed(LineId line, const CallHistory& before, const CallHistory& after) override;
  void callback_changed(LineId line, const std::optional<Callback>& before,
                        const std::optional<Callback>& after) override;
  void callback_attempted(LineId line, AttemptResult result) override;
  void orphans_changed(SourceId source, int delta) override;
  void gap_found(SourceId source) override;

  // An applied event, and when its batch was received.
  void applied(const Event& event, Instant received);
  // A refusal of a known source, likewise.
  void refused(const Refusal& refusal, Instant received);
  // A hint that an event of `line` will be applied soon (prefetch.h).
  void expect(LineId line, std::size_t step) const;
  // A call or callback that a checkpoint brings back: it is in the counters already.
  // In any order; nothing else before restored().
  void restore(LineId line, const CallHistory& history);
  void restored();

  // All that is known of agents is from connected sources.
  void forget_agents(SourceId source);

  [[nodiscard]] std::vector<LineCounters>& lines() { return line_counters_; }
  [[nodiscard]] std::vector<SourceCounters>& sources() { return source_counters_; }
  [[nodiscard]] const std::vector<SourceCounters>& sources() const { return source_counters_; }
  [[nodiscard]] std::vector<Recent>& recents() { return recents_; }
  [[nodiscard]] std::vector<RecentSource>& recent_sources() { return recent_sources_; }
  using Backlogs = decltype(Snapshot::backlogs);
  [[nodiscard]] const Backlogs& backlogs() const { return backlogs_; }
  void restore_backlog(const Backlogs::key_type& key, const BacklogStatus& status) {
    backlogs_[key] = status;
  }
  [[nodiscard]] bool knows_agents(LineId line) const { return agents_known_[line.value]; }

  // Lines that changed since the last call.
  [[nodiscard]] std::vector<LineId> take_changed();

  // The figures for now of `line`. Forgets what is too old for any window.
  [[nodiscard]] LineFigures figures(const Engine& engine, LineId line, Instant now);
  // What is true of `line` at `now`. The caller fills in
  // what connections tell: known, settled and coverage.
  [[nodiscard]] LineSnapshot line_snapshot(const Engine& engine, LineId line, Instant now);
  // What is true of `source` at `now`, but for what the connection tells.
  [[nodiscard]] SourceStatus source_status(SourceId source, Instant now);

 private:
  struct AgentKey {
    SourceId source;
    LineId line;
    AgentId agent;
    bool operator==(const AgentKey&) const = default;
  };
  struct AgentKeyHash {
    std::size_t operator()(const AgentKey& key) const noexcept {
      return key.agent.bits[0] ^ (std::size_t{key.line.value} << 32) ^ key.source.value;
    }
  };

  struct UsualNow {
    Instant hour = kNever;
    std::optional<Usual> usual;
  };

  void change(LineId line);

  std::span<const LineSettings> lines_;
  std::vector<LineCounters> line_counters_;
  std::vector<SourceCounters> source_counters_;
  std::vector<Recent> recents_;
  std::vector<RecentSource> recent_sources_;
  std::vector<bool> changed_;
  std::vector<LineId> changed_list_;
  std::vector<bool> agents_known_;
  std::unordered_map<AgentKey, AgentPresence, AgentKeyHash> agents_;
  Backlogs backlogs_;
  std::vector<UsualNow> usual_;  // made anew once an hour
  std::vector<Millis> scratch_;
};

}  // namespace jono::engine
