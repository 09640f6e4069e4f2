// SPDX-License-Identifier: EUPL-1.2
#include "tests/collectors/histories.h"

#include <algorithm>

namespace jono::asterisk {
namespace {

CallId call_of(const What& what) {
  return std::visit(
      [](const auto& w) {
        if constexpr (requires { w.call; }) return CallId(w.call);
        return CallId{};
      },
      what);
}

struct Known {
  std::map<VisitKey, engine::Facts> facts;
  std::map<LineId, std::vector<Instant>> snapshots;
  Instant clock = Instant::min();

  void add(const Event& e, std::uint32_t tag) {
    clock = std::max(clock, e.at);
    if (const auto* listing = std::get_if<SourceSnapshot>(&e.what)) {
      snapshots[e.line].push_back(e.at);
      for (const ListedCall& c : listing->body->waiting) {
        const Instant at = std::min(c.queued_at, e.at);
        engine::insert(
            facts[{c.call, e.line}],
            {.at = at, .kind = engine::FactKind::listed, .tag = tag, .listed_after = e.at - at});
      }
    }
    const auto fact = engine::fact_of(e);
    if (!fact || fact->kind > engine::FactKind::refused) return;
    engine::insert(facts[{call_of(e.what), e.line}], *fact);
  }
};

}  // namespace

Histories histories_of(const std::vector<Event>& events) {
  Known known;
  std::uint32_t tag = 0;
  for (const Event& e : events) known.add(e, ++tag);
  for (auto& [line, snapshots] : known.snapshots) std::ranges::sort(snapshots);
  Histories out;
  engine::Walker walker;
  for (const auto& [key, facts] : known.facts) {
    engine::CallHistory history;
    walker.walk(facts, {known.snapshots[key.line], known.clock, std::chrono::hours(4)}, history);
    if (!history.visits.empty()) out.emplace(key, std::move(history));
  }
  return out;
}

std::string outcome_of(const engine::Visit& visit) {
  switch (visit.outcome) {
    case engine::Outcome::answered:
      return "answered";
    case engine::Outcome::abandoned:
      return "abandoned";
    case engine::Outcome::redirected:
      return std::string(name_of(visit.reason));
    case engine::Outcome::lost:
      return "lost";
    case engine::Outcome::waiting:
      return "waiting";
  }
  return {};
}

std::string outcomes_in_aspa(const std::vector<Event>& events, std::string_view call) {
  const Histories all = histories_of(events);
  const auto found = all.find({lab_edge().call(call), lab_line("aspa")});
  std::string out;
  if (found == all.end()) return out;
  for (const engine::Visit& visit : found->second.visits) {
    if (!out.empty()) out += ' ';
    out += outcome_of(visit);
  }
  return out;
}

}  // namespace jono::asterisk
