// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/pairing.h"

#include <algorithm>
#include <array>

namespace jono::engine {
namespace {

enum class Group : std::uint8_t { queueing, closing, end, refusal, none };

Group group_of(FactKind kind) {
  switch (kind) {
    case FactKind::answered:
    case FactKind::abandoned:
    case FactKind::redirected:
    case FactKind::lost:
      return Group::closing;
    case FactKind::queued:
      return Group::queueing;
    case FactKind::ended:
      return Group::end;
    case FactKind::refused:
      return Group::refusal;
    default:
      return Group::none;
  }
}

// Made in place: a copy would wait for the bytes that were written one by one.
void append(std::vector<Step>& out, const Fact& fact) {
  out.emplace_back(fact.at, fact.kind, fact.reason, fact.coarse);
}

}  // namespace

void Pairing::run(std::span<const Fact> facts, std::vector<Step>& out) {
  const bool any_coarse = std::ranges::any_of(facts, &Fact::coarse);
  const bool any_fine = std::ranges::any_of(
      facts, [](const Fact& f) { return !f.coarse && group_of(f.kind) != Group::none; });
  if (!any_coarse || !any_fine) {
    for (const Fact& fact : facts) {
      if (group_of(fact.kind) != Group::none) append(out, fact);
    }
    return;
  }
  for (const Group group : {Group::queueing, Group::closing, Group::end, Group::refusal}) {
    coarse_.clear();
    fine_.clear();
    for (const Fact& fact : facts) {
      if (group_of(fact.kind) == group) (fact.coarse ? coarse_ : fine_).push_back({fact});
    }
    pair_group(out);
  }
}

void Pairing::pair_group(std::vector<Step>& out) {
  using std::chrono::milliseconds;
  pair_within(milliseconds(0), milliseconds(1000), out);
  pair_within(milliseconds(500), milliseconds(1500), out);
  for (const auto* list : {&coarse_, &fine_}) {
    for (const Candidate& c : *list) {
      if (!c.paired) append(out, c.fact);
    }
  }
}

// Each coarse fact still alone meets a fine one in [coarse - before, coarse + after): the earliest
// of its own kind, else the earliest. The pair has the fine one's time and the coarse one's word.
void Pairing::pair_within(Millis before, Millis after, std::vector<Step>& out) {
  for (Candidate& coarse : coarse_) {
    if (coarse.paired) continue;
    Candidate* earliest = nullptr;
    Candidate* own = nullptr;
    for (Candidate& fine : fine_) {
      if (fine.paired || fine.fact.at < coarse.fact.at - before) continue;
      if (fine.fact.at >= coarse.fact.at + after) break;
      if (earliest == nullptr) earliest = &fine;
      if (own == nullptr && fine.fact.kind == coarse.fact.kind) own = &fine;
    }
    Candidate* const chosen = own != nullptr ? own : earliest;
    if (chosen == nullptr) continue;
    coarse.paired = chosen->paired = true;
    out.push_back({chosen->fact.at, coarse.fact.kind, coarse.fact.reason, false});
  }
}

}  // namespace jono::engine
