// SPDX-License-Identifier: EUPL-1.2
// Asks mod_callcenter for all that it knows, question by question: who waits becomes one snapshot a
// line, who answers the agents' states. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/freeswitch/agents.h"
#include "collectors/outlet.h"

namespace jono::freeswitch {

class Resync {
 public:
  // What comes after an answer. `refused`: there is no mod_callcenter, and nothing to go on with.
  enum class Then { ask, done, refused };

  // What `agents` and the edge's names are outlives it.
  Resync(const Edge& edge, Agents& agents) : edge_(edge), agents_(agents) {}

  // Forgets a half one. All instants are by the phone system's own clock.
  void begin();
  [[nodiscard]] bool running() const { return step_ != Step::none; }
  // What to ask now, at that instant; only while it is running. A queue without a line is not asked
  // for.
  [[nodiscard]] std::string question(Instant at);
  // The answer; nullopt: it was too long. With the last one come the snapshots, each at the instant
  // at which its first question was asked. A list that cannot be read is refused (bad_snapshot).
  Then answer(std::optional<std::string_view> text, Instant at, Outlet& out);

 private:
  enum class Step { none, queues, members, tiers, agents };
  struct Line {
    std::string queue;  // the first one of the line
    std::optional<Instant> asked;
    std::vector<ListedCall> waiting;
    bool bad = false;
  };

  bool take_queues(std::string_view text);
  void take_members(std::string_view text, Line& line);
  bool take_tiers(std::string_view text, Instant at, Outlet& out);
  bool take_agents(std::string_view text, Instant at, Outlet& out);
  void tell(Outlet& out);

  const Edge edge_;
  Agents& agents_;
  Step step_ = Step::none;
  std::vector<std::string> queues_;  // still to be asked for, the next one last
  std::map<LineId, Line> lines_;
};

}  // namespace jono::freeswitch
