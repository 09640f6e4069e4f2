// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/access.h"

#include <algorithm>

namespace jono::http {
namespace {

constexpr std::array<std::pair<std::string_view, Role>, 4> kRoles = {{{"metrics", Role::metrics},
                                                                      {"viewer", Role::viewer},
                                                                      {"operator", Role::operators},
                                                                      {"ingest", Role::ingest}}};

bool has(Role role, Needs needs) {
  switch (needs) {
    case Needs::local:
      return false;
    case Needs::operators:
      return role == Role::operators;
    case Needs::ingest:
      return role == Role::ingest;
    case Needs::viewer:
    case Needs::wall:
      return role == Role::viewer || role == Role::operators;
    case Needs::metrics:
      return role != Role::ingest;
    case Needs::nothing:
      return true;
  }
  return false;
}

}  // namespace

std::optional<Role> role_of(std::string_view word) {
  const auto* found = std::ranges::find(kRoles, word, &std::pair<std::string_view, Role>::first);
  if (found == kRoles.end()) return std::nullopt;
  return found->second;
}

std::string_view word_of(Role role) {
  return std::ranges::find(kRoles, role, &std::pair<std::string_view, Role>::second)->first;
}

Role Access::role_of_name(std::string_view name) const {
  const auto found = roles.find(name);
  return found == roles.end() ? Role::viewer : found->second;
}

Verdict judge(Needs needs, const Caller& caller, bool public_wall) {
  if (caller.local || needs == Needs::nothing) return Verdict::granted;
  if (needs == Needs::wall && public_wall) return Verdict::granted;
  if (!caller.role) return Verdict::unknown;
  return has(*caller.role, needs) ? Verdict::granted : Verdict::forbidden;
}

}  // namespace jono::http
