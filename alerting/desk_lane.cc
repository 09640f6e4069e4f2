// SPDX-License-Identifier: EUPL-1.2
#include "alerting/desk_lane.h"

#include <algorithm>

namespace jono::alerting {

Told Story::present() const {
  if (!notice.ended) return Told::firing;
  if (!heard) return Told::was_firing;
  return notice.closed ? Told::closed : Told::resolved;
}

Millis period(const ReceiverSettings& receiver) {
  const auto* heartbeat = std::get_if<HeartbeatSettings>(&receiver.kind);
  return heartbeat ? heartbeat->every : kRepeat;
}

Story* find(Lane& lane, const Item& item) {
  const auto entry = lane.alerts.find(item.alert);
  if (entry == lane.alerts.end()) return nullptr;
  const auto story = std::ranges::find(entry->second.stories, item.fired,
                                       [](const Story& each) { return each.notice.fired; });
  return story == entry->second.stories.end() ? nullptr : &*story;
}

Instant retry_at(const AlertStories& entry) {
  const Story& story = entry.stories.front();
  const bool sent = story.notice.ended ? story.ending.has_value() : story.begun && !story.heard;
  if (!sent || story.given_up) return Instant::max();
  return entry.told_at + back_off(story.failures, kMostBackOff);
}

Millis back_off(std::uint32_t failures, Millis most) {
  if (failures == 0) return Millis(0);
  constexpr std::uint32_t kMostDoublings = 16;  // beyond every `most`; keeps the shift defined
  const std::int64_t seconds = std::int64_t{1} << std::min(failures - 1, kMostDoublings);
  return std::min<Millis>(std::chrono::seconds(seconds), most);
}

}  // namespace jono::alerting
