// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/live.h"

#include <algorithm>
#include <cstddef>

#include "daemon/engine/prefetch.h"

namespace jono::engine {

Live::Live(std::span<const LineSettings> lines, std::uint32_t sources)
    : lines_(lines),
      line_counters_(lines.size()),
      source_counters_(sources),
      recents_(lines.size()),
      recent_sources_(sources),
      changed_(lines.size()),
      agents_known_(lines.size()),
      usual_(lines.size()) {}

void Live::change(LineId line) {
  if (changed_[line.value]) return;
  changed_[line.value] = true;
  changed_list_.push_back(line);
}

std::vector<LineId> Live::take_changed() {
  for (const LineId line : changed_list_) changed_[line.value] = false;
  return std::exchange(changed_list_, {});
}

void Live::call_changed(LineId line, const CallHistory& before, const CallHistory& after) {
  change(line);
  line_counters_[line.value].count(before, after, lines_[line.value]);
  Recent& recent = recents_[line.value];
  const std::size_t most = std::max(before.visits.size(), after.visits.size());
  for (std::size_t i = 0; i < most; ++i) {
    recent.change(i < before.visits.size() ? &before.visits[i] : nullptr,
                  i < after.visits.size() ? &after.visits[i] : nullptr);
  }
}

void Live::callback_changed(LineId line, const std::optional<Callback>& before,
                            const std::optional<Callback>& after) {
  change(line);
  line_counters_[line.value].count(before, after, lines_[line.value]);
  Recent& recent = recents_[line.value];
  if (before) recent.count(*before, -1);
  if (after) recent.count(*after, +1);
}

void Live::callback_attempted(LineId line, AttemptResult result) {
  change(line);
  ++line_counters_[line.value].callbacks_attempted[std::size_t(result)];
}

void Live::orphans_changed(SourceId source, int delta) {
  if (delta > 0) source_counters_[source.value].orphans += std::uint64_t(delta);
}

void Live::gap_found(SourceId source) { ++source_counters_[source.value].gaps; }

void Live::applied(const Event& event, Instant received) {
  // Agents' states are never journaled, so a counter of them would fall at a restart.
  if (event.type() != EventType::agent_state) {
    SourceCounters& source = source_counters_[event.source.value];
    ++source.events[std::size_t(event.type())];
    const Millis delay = std::max(Millis(0), received - event.at);
    source.event_delay.observe(delay, kDelayBounds, Millis(1));
    recent_sources_[event.source.value].take_delay(delay, received);
  }
  if (const auto* agent = std::get_if<AgentState>(&event.what)) {
    change(event.line);
    agents_known_[event.line.value] = true;
    const AgentKey key{event.source, event.line, agent->agent};
    if (agent->state == AgentPresence::offline) {
      agents_.erase(key);
    } else {
      agents_[key] = agent->state;
    }
  }
  if (const auto* level = std::get_if<BacklogLevel>(&event.what)) {
    BacklogStatus& status = backlogs_[{level->backlog, level->cls}];
    if (event.at >= status.at) status = {event.source, event.at, level->open, level->oldest_at};
  }
}

void Live::refused(const Refusal& refusal, Instant received) {
  ++source_counters_[refusal.source.value].rejected[std::size_t(refusal.reason)];
  recent_sources_[refusal.source.value].take_refusals(received, 1);
}

void Live::expect(LineId line, std::size_t step) const {
  if (!line.set()) return;
  if (step == 1) recents_[line.value].expect();
  if (step > 0) return;
  prefetch(&line_counters_[line.value], offsetof(LineCounters, callbacks_requested));
  prefetch(&recents_[line.value], sizeof(Recent));
}

void Live::restore(LineId line, const CallHistory& history) {
  change(line);
  for (const Visit& visit : history.visits) recents_[line.value].restore(visit);
}

void Live::restored() {
  for (Recent& recent : recents_) recent.restored();
}

void Live::forget_agents(SourceId source) {
  std::erase_if(agents_, [&](const auto& agent) {
    if (agent.first.source != source) return false;
    change(agent.first.line);
    return true;
  });
}

SourceStatus Live::source_status(SourceId source, Instant now) {
  const RecentSource& recent = recent_sources_[source.value];
  SourceStatus out;
  out.counters = source_counters_[source.value];
  out.event_delay_p90 = recent.delay_p90(now, scratch_);
  out.rejected_lately = recent.refused(now);
  return out;
}

LineFigures Live::figures(const Engine& engine, LineId line, Instant now) {
  Recent& recent = recents_[line.value];
  recent.forget_before(now - kWindows.back());
  LineFigures out = figures_now(engine, line, recent, now, scratch_);
  for (const auto& [key, state] : agents_) {
    if (key.line == line) ++out.agents[std::size_t(state)];
  }
  UsualNow& usual = usual_[line.value];
  const Instant hour = lines_[line.value].calendar.zone().hour_start(now);
  if (usual.hour != hour) usual = {hour, usual_at(engine.rows(line), now)};
  if (usual.usual) {
    out.usual_offered = usual.usual->offered;
    out.usual_queue_mean = usual.usual->queue_mean;
  }
  return out;
}

LineSnapshot Live::line_snapshot(const Engine& engine, LineId line, Instant now) {
  const LineSettings& settings = lines_[line.value];
  LineSnapshot out;
  out.counters = line_counters_[line.value];
  out.figures = figures(engine, line, now);
  const auto covered = [](Instant, Instant) { return 1.0; };
  const auto period = [&](Instant start, Instant end) {
    return period_row(engine.rows(line), start, end, now, covered);
  };
  const calendar::Zone& zone = settings.calendar.zone();
  const Instant hour = zone.hour_start(now);
  out.hour = period(hour, zone.hour_end(now));
  out.previous_hour = period(zone.hour_start(hour - Millis(1)), hour);
  const calendar::LocalDate today = zone.date_of(now);
  out.day = period(zone.day_start(today), zone.day_end(today));
  out.open = settings.calendar.open_at(now);
  out.agents_known = agents_known_[line.value];
  return out;
}

}  // namespace jono::engine
