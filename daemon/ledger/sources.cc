// SPDX-License-Identifier: EUPL-1.2
#include "daemon/ledger/sources.h"

#include <algorithm>

namespace jono::ledger {
namespace {

std::int64_t number(Instant t) { return t.time_since_epoch().count(); }
Instant instant(std::int64_t ms) { return Instant(Millis(ms)); }

constexpr Millis kSettling = std::chrono::minutes(2);

}  // namespace

bool SourceSettings::serves(LineId line) const {
  return lines.empty() || std::ranges::find(lines, line) != lines.end();
}

Sources::Sources(std::vector<SourceSettings> settings)
    : settings_(std::move(settings)), states_(settings_.size()) {
  for (std::size_t s = 0; s < states_.size(); ++s) {
    states_[s].resumes = settings_[s].resumes;
    states_[s].missed = !settings_[s].resumes;
  }
}

void Sources::promise(SourceId source, bool resumes) {
  State& state = states_[source.value];
  state.resumes = resumes;
  const bool missed_before = state.missed && !state.up_since;
  state.missed = missed_before || !resumes;
}

bool Sources::heard(SourceId source, Link link, Instant now) {
  State& state = states_[source.value];
  const bool was_up = state.up_since.has_value();
  const bool is_up = link == Link::up || link == Link::unchanged;
  if (is_up || link == Link::behind) state.heard = now;
  if (link == Link::down && !was_up && !state.down_since) state.down_since = now;
  if (was_up == is_up) return false;
  if (!is_up) {
    state.down_since = state.heard;
    state.up_since.reset();
    return true;
  }
  state.up_since = now;
  if (state.down_since && state.missed) state.away.push_back({*state.down_since, now});
  state.missed = !state.resumes;
  state.down_since.reset();
  return true;
}

std::vector<SourceId> Sources::find_silent(const engine::Engine& engine, Instant now) {
  std::vector<SourceId> out;
  for (std::uint32_t s = 0; s < states_.size(); ++s) {
    State& state = states_[s];
    const auto limit = settings_[s].silent_after;
    if (!state.up_since || !limit || !state.heard || now - *state.heard < *limit) continue;
    if (!expected(engine, SourceId{s}, now)) continue;
    state.up_since.reset();
    state.down_since = state.heard;
    out.push_back(SourceId{s});
  }
  return out;
}

bool Sources::expected(const engine::Engine& engine, SourceId source, Instant now) const {
  for (std::uint32_t line = 0; line < engine.lines(); ++line) {
    const engine::LineSettings& settings = engine.settings(LineId{line});
    if (settings_[source.value].serves(LineId{line}) && settings.term(source).holds(now) &&
        settings.calendar.open_at(now)) {
      return true;
    }
  }
  return false;
}

bool Sources::known(const engine::Engine& engine, LineId line, Instant now) const {
  return all_up_since(engine, line, now, Instant::max());
}

bool Sources::settled(const engine::Engine& engine, LineId line, Instant now) const {
  return all_up_since(engine, line, now, now - kSettling);
}

bool Sources::all_up_since(const engine::Engine& engine, LineId line, Instant now,
                           Instant limit) const {
  bool served = false;
  bool spoken = false;
  for (std::uint32_t s = 0; s < states_.size(); ++s) {
    if (!settings_[s].serves(line)) continue;
    const bool counts = engine.settings(line).term(SourceId{s}).holds(now);
    const bool spoke = engine.earliest(SourceId{s}) != kNever;
    served = served || counts;
    spoken = spoken || spoke;
    if (!spoke || !counts) continue;
    const auto since = states_[s].up_since;
    if (states_[s].told || !since || *since > limit) return false;
  }
  return served || !spoken;
}

std::vector<engine::Gap> Sources::gaps(const engine::Engine& engine, LineId line,
                                       Instant now) const {
  std::vector<engine::Gap> out;
  for (std::uint32_t s = 0; s < states_.size(); ++s) {
    const Instant first = engine.earliest(SourceId{s});
    if (first == kNever || !settings_[s].serves(line)) continue;
    const engine::Term term = engine.settings(line).term(SourceId{s});
    const auto add = [&](engine::Gap gap) {
      gap.from = std::max({gap.from, first, term.from});
      gap.to = std::min(gap.to, term.until);
      if (gap.from < gap.to) out.push_back(gap);
    };
    for (const engine::Gap& gap : engine.gaps(SourceId{s})) add(gap);
    for (const engine::Gap& gap : states_[s].away) add(gap);
    if (states_[s].told) {
      Instant known = first;
      for (const Span& span : *states_[s].told) {
        add({known, std::min(span.from, now)});
        known = std::max(known, span.to);
      }
      add({known, now});
    } else if (!states_[s].up_since && states_[s].down_since) {
      add({*states_[s].down_since, now});
    }
  }
  add_unserved(engine, line, now, out);
  return out;
}

void Sources::add_unserved(const engine::Engine& engine, LineId line, Instant now,
                           std::vector<engine::Gap>& out) const {
  if (engine.settings(line).terms.empty()) return;
  Instant served = Instant::max();  // up to here, from the first event on
  std::vector<engine::Term> terms;
  for (std::uint32_t s = 0; s < states_.size(); ++s) {
    if (!settings_[s].serves(line)) continue;
    terms.push_back(engine.settings(line).term(SourceId{s}));
    const Instant first = engine.earliest(SourceId{s});
    if (first != kNever) served = std::min(served, first);
  }
  std::ranges::sort(terms, {}, &engine::Term::from);
  terms.push_back({now, now});
  for (const engine::Term& term : terms) {
    const Instant to = std::min(term.from, now);
    if (served < to) out.push_back({served, to});
    served = std::max(served, term.until);
  }
}

void Sources::save(const Names& names, std::string& out) const {
  ByteWriter to(out);
  to.number(static_cast<std::uint32_t>(states_.size()));
  for (std::uint32_t s = 0; s < states_.size(); ++s) {
    const State& state = states_[s];
    to.text(names.of(SourceId{s}));
    const auto since = state.up_since ? state.heard : state.down_since;
    to.number(static_cast<std::uint8_t>(since.has_value()));
    to.number(number(since.value_or(Instant{})));
    to.number(static_cast<std::uint32_t>(state.away.size()));
    for (const engine::Gap& gap : state.away) {
      to.number(number(gap.from));
      to.number(number(gap.to));
    }
  }
}

void Sources::lost_since(Instant from) {
  for (std::size_t s = 0; s < states_.size(); ++s) {
    State& state = states_[s];
    if (settings_[s].resumes || !state.heard) continue;
    state.up_since.reset();
    state.down_since = std::min(state.down_since.value_or(*state.heard), from);
  }
}

bool Sources::restore(ByteReader& in, const Names& names) {
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const SourceId source = names.source(in.text());
    State state = source.set() ? states_[source.value] : State{};
    const bool known = in.number<std::uint8_t>() != 0;
    const Instant since = instant(in.number<std::int64_t>());
    if (known) state.down_since = state.heard = since;
    for (auto gaps = in.number<std::uint32_t>(); gaps > 0 && in.ok(); --gaps) {
      const Instant from = instant(in.number<std::int64_t>());
      state.away.push_back({from, instant(in.number<std::int64_t>())});
    }
    if (source.set()) states_[source.value] = std::move(state);
  }
  return in.ok();
}

}  // namespace jono::ledger
