// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/sequence_set.h"

#include <algorithm>
#include <iterator>

namespace jono::engine {

bool SequenceSet::insert(std::uint64_t seq, Instant at) {
  auto after = runs_.end();
  if (!runs_.empty() && seq <= std::prev(runs_.end())->second.last) after = runs_.upper_bound(seq);
  const auto before = after == runs_.begin() ? runs_.end() : std::prev(after);
  if (before != runs_.end() && seq <= before->second.last) return false;
  const bool joins_before = before != runs_.end() && before->second.last + 1 == seq;
  const bool joins_after = after != runs_.end() && seq + 1 == after->first;
  if (joins_before) {
    before->second.last = seq;
    before->second.last_at = at;
  }
  if (!joins_after) {
    if (!joins_before) runs_.emplace(seq, Run{seq, at, at});
    return true;
  }
  if (joins_before) {
    before->second.last = after->second.last;
    before->second.last_at = after->second.last_at;
    runs_.erase(after);
    return true;
  }
  auto node = runs_.extract(after);
  node.key() = seq;
  node.mapped().first_at = at;
  runs_.insert(std::move(node));
  return true;
}

void SequenceSet::take_older(const SequenceSet& past, Instant limit) {
  const std::uint64_t lowest = runs_.empty() ? 0 : runs_.begin()->first;
  for (const auto& [first, run] : past.runs_) {
    if (lowest == 0 ? run.last_at >= limit : first >= lowest) continue;
    Run older = run;
    if (lowest == 0 || run.last + 1 < lowest) {
      runs_.emplace(first, older);
      continue;
    }
    // It goes on with our first run.
    auto node = runs_.extract(lowest);
    node.key() = first;
    node.mapped().first_at = run.first_at;
    runs_.insert(std::move(node));
  }
}

std::uint64_t SequenceSet::highest() const {
  return runs_.empty() ? 0 : runs_.rbegin()->second.last;
}

Gap SequenceSet::until(const SequenceSet& next) const {
  const Instant last = runs_.rbegin()->second.last_at;
  const Instant first = next.runs_.begin()->second.first_at;
  return {std::min(last, first), std::max(last, first)};
}

void SequenceSet::append_gaps(std::vector<Gap>& out) const {
  for (auto run = runs_.begin(); run != runs_.end() && std::next(run) != runs_.end(); ++run) {
    const Instant one = run->second.last_at;
    const Instant other = std::next(run)->second.first_at;
    out.push_back({std::min(one, other), std::max(one, other)});
  }
}

}  // namespace jono::engine
