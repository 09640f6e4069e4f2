// SPDX-License-Identifier: EUPL-1.2
// Who answers which queues, and what FreeSWITCH says of them. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "collectors/outlet.h"

namespace jono::freeswitch {

class Agents {
 public:
  using Tiers = std::map<std::string, std::set<LineId>, std::less<>>;  // by agent

  // Everybody who answers anything. Who no longer does is offline there.
  void serve(Tiers tiers, Instant at, Outlet& out);

  // An agent's state is told on each line that is served, once both words are known. Who serves no
  // line is left out.
  void status(std::string_view agent, std::string_view status, Instant at, Outlet& out);
  void state(std::string_view agent, std::string_view state, Instant at, Outlet& out);
  void listed(std::string_view agent, std::string_view status, std::string_view state, Instant at,
              Outlet& out);

 private:
  struct Agent {
    std::set<LineId> lines;
    std::string status;
    std::string state;
  };
  static void tell(std::string_view name, const Agent& agent, Instant at, Outlet& out);

  std::map<std::string, Agent, std::less<>> agents_;
};

}  // namespace jono::freeswitch
