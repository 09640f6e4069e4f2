// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/agents.h"

#include <utility>

namespace jono::freeswitch {
namespace {

constexpr std::size_t kMostWord = 64;

AgentPresence presence_of(std::string_view status, std::string_view state) {
  if (status == "On Break") return AgentPresence::paused;
  if (!status.starts_with("Available")) return AgentPresence::offline;
  if (state == "Waiting") return AgentPresence::available;
  if (state == "Receiving" || state == "In a queue call" || state == "Reserved") {
    return AgentPresence::busy;
  }
  return AgentPresence::paused;
}

}  // namespace

void Agents::serve(Tiers tiers, Instant at, Outlet& out) {
  std::map<std::string, Agent, std::less<>> next;
  for (auto& [name, lines] : tiers) {
    const auto known = agents_.find(name);
    Agent& agent = next[name];
    if (known != agents_.end()) agent = std::move(known->second);
    for (const LineId line : agent.lines) {
      if (lines.contains(line)) continue;
      out.emit(line, at, AgentState{out.edge().agent(name), AgentPresence::offline});
    }
    agent.lines = std::move(lines);
    if (known != agents_.end()) agents_.erase(known);
  }
  for (const auto& [name, agent] : agents_) {
    for (const LineId line : agent.lines) {
      out.emit(line, at, AgentState{out.edge().agent(name), AgentPresence::offline});
    }
  }
  agents_ = std::move(next);
}

void Agents::status(std::string_view agent, std::string_view status, Instant at, Outlet& out) {
  const auto found = agents_.find(agent);
  if (found == agents_.end()) return;
  found->second.status = status.substr(0, kMostWord);
  tell(agent, found->second, at, out);
}

void Agents::state(std::string_view agent, std::string_view state, Instant at, Outlet& out) {
  const auto found = agents_.find(agent);
  if (found == agents_.end()) return;
  found->second.state = state.substr(0, kMostWord);
  tell(agent, found->second, at, out);
}

void Agents::listed(std::string_view agent, std::string_view status, std::string_view state,
                    Instant at, Outlet& out) {
  const auto found = agents_.find(agent);
  if (found == agents_.end()) return;
  found->second.status = status.substr(0, kMostWord);
  found->second.state = state.substr(0, kMostWord);
  tell(agent, found->second, at, out);
}

void Agents::tell(std::string_view name, const Agent& agent, Instant at, Outlet& out) {
  if (agent.status.empty() || agent.state.empty()) return;
  const AgentPresence presence = presence_of(agent.status, agent.state);
  for (const LineId line : agent.lines) {
    out.emit(line, at, AgentState{out.edge().agent(name), presence});
  }
}

}  // namespace jono::freeswitch
