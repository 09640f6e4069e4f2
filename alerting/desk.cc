// SPDX-License-Identifier: EUPL-1.2
// What happens: alerts that begin and end.
#include "alerting/desk.h"

#include <algorithm>
#include <utility>

namespace jono::alerting {
namespace {

bool wants(const ReceiverSettings& receiver, Severity severity) {
  if (std::holds_alternative<HeartbeatSettings>(receiver.kind)) return false;
  const auto& wanted = receiver.severities;
  return wanted.empty() || std::ranges::find(wanted, severity) != wanted.end();
}

// It fires again before its end was sent: it goes on.
void go_on(AlertStories& entry, Instant fired) {
  Story& story = entry.stories.back();
  story.notice.ended.reset();
  story.notice.closed = false;
  story.ending.reset();
  story.newest = fired;
  if (story.heard) entry.confirmed = fired;
}

}  // namespace

Desk::Desk(const std::vector<ReceiverSettings>& receivers, Millis hold)
    : receivers_(receivers), hold_(hold) {
  for (std::size_t i = 0; i < receivers.size(); ++i) {
    const auto* manager = std::get_if<AlertmanagerSettings>(&receivers[i].kind);
    const std::size_t urls = manager ? manager->urls.size() : 1;
    for (std::size_t url = 0; url < urls; ++url) lanes_.push_back({.receiver = i, .url = url});
  }
}

void Desk::changed(const Notice& notice, Step step, Instant now) {
  const AlertId alert = id_of(notice);
  const auto known = firing_.find(alert);
  if (step == Step::fired) {
    if (known != firing_.end() && known->second.fired == notice.fired) return;
    Notice& kept = firing_.insert_or_assign(alert, notice).first->second;
    kept.ended.reset();
    for (Lane& lane : lanes_) fire(lane, kept, now);
  } else if ((step == Step::resolved || step == Step::closed) && known != firing_.end()) {
    Notice over = std::move(known->second);
    firing_.erase(known);
    over.ended = std::max(notice.ended.value_or(now), over.fired);
    over.closed = step == Step::closed;
    for (Lane& lane : lanes_) end(lane, over);
    settle(now);  // while the acknowledgement still holds
    acks_.erase(alert);
  } else {
    return;
  }
  unsaved_ = true;
}

void Desk::reconcile(std::span<const Notice> firing, Instant now) {
  std::vector<Notice> gone;
  for (const auto& [alert, notice] : firing_) {
    const bool there =
        std::ranges::any_of(firing, [&](const Notice& each) { return id_of(each) == alert; });
    if (!there) gone.push_back(notice);
  }
  for (const Notice& notice : gone) changed(notice, Step::closed, now);
  for (const Notice& notice : firing) {
    if (!firing_.contains(id_of(notice))) changed(notice, Step::fired, now);
  }
}

void Desk::fire(Lane& lane, const Notice& notice, Instant now) {
  if (!wants(settings(lane), notice.severity)) return;
  const bool manager = is_manager(settings(lane));
  AlertStories& entry = lane.alerts[id_of(notice)];
  if (!entry.stories.empty()) {
    // Whoever may have heard of the end must hear of a new firing. An Alertmanager that never
    // heard of the firing may: what it is told is a state.
    const Story& last = entry.stories.back();
    if (!last.ending || (manager && !last.heard)) return go_on(entry, notice.fired);
    if (manager) entry.stories.clear();
  }
  entry.stories.push_back({.notice = notice, .newest = notice.fired, .free = now});
}

void Desk::end(Lane& lane, const Notice& notice) const {
  const auto entry = lane.alerts.find(id_of(notice));
  if (entry == lane.alerts.end() || entry->second.stories.empty()) return;
  Story& story = entry->second.stories.back();
  if (story.notice.ended) return;
  story.notice.ended = notice.ended;
  story.notice.closed = notice.closed;
  std::erase_if(entry->second.stories, is_over);
}

}  // namespace jono::alerting
