// SPDX-License-Identifier: EUPL-1.2
// What is to be sent, and when.
#include <algorithm>
#include <tuple>
#include <utility>

#include "alerting/desk.h"
#include "daemon/base/overload.h"

namespace jono::alerting {
namespace {

constexpr Instant kForever = Instant::max();
// An Alertmanager takes an alert for resolved by itself once this has passed: only what has had no
// news from us for so long may end so.
constexpr Millis kFiringFor = std::chrono::hours(1);
constexpr Millis kWatchdogFor = std::chrono::minutes(2);
constexpr Millis kWasFiringFor = std::chrono::minutes(5);

Item item_of(const AlertId& alert, const Story& story, Told told) {
  return {alert, story.notice.fired, told,
          told == Told::firing ? std::nullopt : story.notice.ended};
}

}  // namespace

std::vector<Sending> Desk::due(Instant now) {
  settle(now);
  std::vector<Sending> out;
  for (Lane& lane : lanes_) {
    if (due_at(lane, now) <= now) out.push_back(make(lane, now));
  }
  return out;
}

Instant Desk::next_due() const {
  Instant next = kForever;
  for (const Lane& lane : lanes_) next = std::min(next, due_at(lane, looked_));
  return next;
}

// Whether one that `lane` stands in for knows.
bool Desk::covered(const Lane& lane, const AlertId& alert, const Story& story) const {
  const auto& first = settings(lane).instead_of;
  return std::ranges::any_of(lanes_, [&](const Lane& other) {
    const auto entry = other.alerts.find(alert);
    return entry != other.alerts.end() && entry->second.confirmed >= story.newest &&
           std::ranges::find(first, settings(other).name) != first.end();
  });
}

// When the first word of `story` may be said.
Instant Desk::allowed_at(const Lane& lane, const AlertId& alert, const Story& story,
                         Instant now) const {
  const ReceiverSettings& receiver = settings(lane);
  if (receiver.instead_of.empty()) return story.free;
  if (covered(lane, alert, story)) return kForever;
  const Ack* ack = ack_of(alert, now);
  return std::max(story.free + receiver.after, ack ? ack->until : kNever);
}

// When what there is to tell now is told for the first time; kForever: it has been sent already, or
// never will be.
Instant Desk::fresh_at(const Lane& lane, const AlertId& alert, const AlertStories& entry,
                       Instant now) const {
  const Story& story = entry.stories.front();
  if (story.given_up) return kForever;
  const Instant allowed = story.begun ? kNever : allowed_at(lane, alert, story, now);
  if (!story.notice.ended) return story.begun ? kForever : allowed;
  return story.ending ? kForever : std::max(allowed, entry.told_at + hold_);
}

Instant Desk::due_at(const Lane& lane, Instant now) const {
  if (lane.under_way) return kForever;
  const ReceiverSettings& receiver = settings(lane);
  if (std::holds_alternative<HeartbeatSettings>(receiver.kind)) return lane.next_at;
  const bool manager = is_manager(receiver);
  Instant at = manager ? lane.next_at : kForever;
  for (const auto& [alert, entry] : lane.alerts) {
    if (entry.stories.empty()) continue;
    at = std::min(at, fresh_at(lane, alert, entry, now));
    if (!manager) at = std::min(at, retry_at(entry));
  }
  return at;
}

Sending Desk::make(Lane& lane, Instant now) {
  lane.under_way = UnderWay{.id = next_sending_++, .items = {}};
  Sending out{.id = lane.under_way->id, .receiver = lane.receiver, .url = lane.url, .what = {}};
  lane.next_at = now + period(settings(lane));
  std::visit(Overload{[&](const AlertmanagerSettings&) { out.what = make_batch(lane, now); },
                      [&](const HeartbeatSettings&) { out.what = Heartbeat{}; },
                      [&](const auto&) { out.what = make_telling(lane, now); }},
             settings(lane).kind);
  return out;
}

// What was never sent goes before what failed.
Telling Desk::make_telling(Lane& lane, Instant now) {
  const AlertId* alert = nullptr;
  AlertStories* chosen = nullptr;
  std::pair<bool, Instant> best{true, kForever};
  for (auto& [id, entry] : lane.alerts) {
    if (entry.stories.empty()) continue;
    const Instant fresh = fresh_at(lane, id, entry, now);
    const std::pair rank{fresh > now, std::min(fresh, retry_at(entry))};
    if (chosen && rank >= best) continue;
    std::tie(alert, chosen, best) = std::tuple(&id, &entry, rank);
  }
  start(*chosen, now);
  const Story& story = chosen->stories.front();
  lane.under_way->items.push_back(item_of(*alert, story, story.present()));
  return {story.notice, story.present()};
}

Batch Desk::make_batch(Lane& lane, Instant now) {
  Batch out{.alerts = {}, .watchdog_ends_at = now + kWatchdogFor};
  const auto add = [&](const Story& story, Told told, Instant ends_at) {
    out.alerts.push_back({{story.notice, told}, ends_at});
    if (told == Told::firing) out.alerts.back().telling.notice.ended.reset();
  };
  for (auto& [alert, entry] : lane.alerts) {
    if (entry.stories.empty()) continue;
    const bool fresh = fresh_at(lane, alert, entry, now) <= now;
    const bool holding = entry.stories.front().notice.ended && !entry.stories.front().ending;
    Story& story = entry.stories.front();
    // Its end is held back: it goes on for who has heard of it, and is not begun with for others.
    Told told = story.present();
    if (holding && !fresh) {
      if (!story.heard) continue;
      told = Told::firing;
    } else {
      if (!story.begun && !fresh) continue;
      if (told == Told::was_firing && story.begun) add(story, Told::resolved, *story.notice.ended);
      start(entry, now);
    }
    add(story, told,
        told == Told::firing       ? now + kFiringFor
        : told == Told::was_firing ? now + kWasFiringFor
                                   : *story.notice.ended);
    lane.under_way->items.push_back(item_of(alert, story, told));
  }
  return out;
}

// The present telling of the first story is being sent.
void Desk::start(AlertStories& entry, Instant now) {
  Story& story = entry.stories.front();
  if (story.notice.ended ? story.end_heard : story.heard) return;
  story.begun = true;
  if (story.notice.ended && !story.ending) {
    story.ending = now;
    story.failures = 0;
  }
  entry.told_at = now;
  unsaved_ = true;
}

}  // namespace jono::alerting
