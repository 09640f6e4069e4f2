// SPDX-License-Identifier: EUPL-1.2
// What an engine knows of its sources' sequence numbers.
#include "daemon/engine/engine.h"

namespace jono::engine {

std::vector<Gap> Engine::gaps(SourceId source) const {
  std::vector<Gap> out;
  const SequenceSet* before = nullptr;
  for (const auto& [epoch, known] : sequences_[source.value]) {
    known.append_gaps(out);
    if (!epoch.set()) continue;
    if (before != nullptr) out.push_back(before->until(known));
    before = &known;
  }
  return out;
}

std::uint64_t Engine::highest(SourceId source, EpochId epoch) const {
  const auto known = sequences_[source.value].find(epoch);
  return known == sequences_[source.value].end() ? 0 : known->second.highest();
}

// Epochs are numbered as they come up, and one that was left does not come back.
std::vector<EpochId> Engine::epochs(SourceId source) const {
  std::vector<EpochId> out;
  for (const auto& [epoch, known] : sequences_[source.value]) {
    if (epoch.set()) out.push_back(epoch);
  }
  return out;
}

// False when the number was known.
bool Engine::note_number(SourceId source, EpochId epoch, std::uint64_t seq, Instant at) {
  return sequences_[source.value][epoch].insert(seq, at);
}

std::size_t Engine::holes(SourceId source) const {
  const auto& epochs = sequences_[source.value];
  std::size_t out = epochs.empty() ? 0 : epochs.size() - 1;
  for (const auto& [epoch, known] : epochs) out += known.runs().size() - 1;
  return out;
}

void Engine::find_gaps() {
  for (std::uint32_t s = 0; s < holes_.size(); ++s) {
    const std::size_t now = holes(SourceId{s});
    for (; holes_[s] < now; ++holes_[s]) {
      if (changes_ != nullptr) changes_->gap_found(SourceId{s});
    }
    holes_[s] = now;
  }
}

bool Engine::note_refused(const Refusal& refusal, Instant received) {
  if (!refusal.source.set() || refusal.seq == 0) return true;
  return note_number(refusal.source, refusal.epoch, refusal.seq, refusal.at.value_or(received));
}

}  // namespace jono::engine
