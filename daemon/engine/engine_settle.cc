// SPDX-License-Identifier: EUPL-1.2
// How calls and callbacks leave an engine's memory, once nothing more is to be expected of them.
#include <algorithm>

#include "daemon/engine/engine.h"

namespace jono::engine {
namespace {

std::uint32_t fingerprint(const Key& key) {
  return static_cast<std::uint32_t>(key.id[1]) ^ (key.owner * 0x9e3779b1U);
}

std::uint32_t minute_of(Instant t) {
  using Minutes = std::chrono::duration<std::uint32_t, std::ratio<60>>;
  return std::chrono::floor<Minutes>(t.time_since_epoch()).count();
}

// No journal is kept for longer, so nothing could be derived again.
constexpr std::uint32_t kMinutesADay = 60 * 24;
constexpr std::uint32_t kForgetMinutes = kMinutesADay * 100;

}  // namespace

// Notes that the key was touched in that minute. Minutes come in order, but for a restored state.
void Engine::touch(Ref ref, std::uint32_t minute) {
  if (!settle_after_ || store_.touched(ref) == minute) return;
  auto place = std::ranges::lower_bound(touched_in_, minute, {}, &TouchedIn::first);
  if (place == touched_in_.end() || place->first != minute) {
    place = touched_in_.emplace(place, minute, std::vector<Key>());
  }
  store_.touched(ref) = minute;
  place->second.push_back(store_.key(ref));
}

// An open visit that is lost for want of news has ended; one that waits has not.
bool Engine::may_settle(Ref ref) {
  const std::uint32_t number = store_.node(ref);
  if (number == 0) return true;
  const Key key = store_.key(ref);
  if (key.owner % 2 == 1) return false;
  const OpenNode& node = nodes_.at(number);
  const Lane& lane = lanes_[key.owner / 2];
  return node.missing || lane.clock - node.since >= lines_[line_of(lane).value].lost_after;
}

bool Engine::has_settled(const Key& key) const {
  return !settled_.empty() && settled_.contains(fingerprint(key));
}

void Engine::take_past(const Engine& past, Instant limit) {
  for (std::size_t s = 0; s < sequences_.size(); ++s) {
    for (const auto& [epoch, numbers] : past.sequences_[s]) {
      sequences_[s][epoch].take_older(numbers, limit);
      if (sequences_[s][epoch].runs().empty()) sequences_[s].erase(epoch);
    }
    holes_[s] = holes(SourceId{static_cast<std::uint32_t>(s)});
    if (past.earliest_[s] == kNever) continue;
    earliest_[s] =
        earliest_[s] == kNever ? past.earliest_[s] : std::min(earliest_[s], past.earliest_[s]);
  }
  const auto before = minute_of(limit);
  for (const auto& [print, minute] : past.settled_) {
    if (minute < before) settled_.emplace(print, minute);
  }
}

void Engine::settle() {
  if (!settle_after_) return;
  const auto minutes =
      std::uint32_t(std::chrono::ceil<std::chrono::minutes>(*settle_after_).count());
  while (!touched_in_.empty() && touched_in_.front().first + minutes < minute_) {
    const auto [minute, keys] = std::move(touched_in_.front());
    touched_in_.pop_front();
    for (const Key& key : keys) {
      const Ref ref = store_.find(key);
      // What was touched again stands in another minute's list.
      if (ref == 0 || store_.touched(ref) != minute) continue;
      if (!may_settle(ref)) {
        touch(ref, minute_);
        continue;
      }
      drop_node(lanes_[key.owner / 2], ref);
      store_.erase(ref);
      settled_[fingerprint(key)] = minute_;
    }
  }
  if (minute_ < forget_at_) return;
  forget_at_ = minute_ + kMinutesADay;
  std::erase_if(settled_, [&](const auto& s) { return s.second + kForgetMinutes < minute_; });
}

}  // namespace jono::engine
