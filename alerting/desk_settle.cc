// SPDX-License-Identifier: EUPL-1.2
// What time alone changes: what is over, what is silenced, what is too much.
#include <algorithm>
#include <utility>

#include "alerting/desk.h"

namespace jono::alerting {
namespace {

// An Alertmanager is told an end for so long, though it has confirmed it.
constexpr Millis kTellEndFor = std::chrono::minutes(5);

bool waiting(const Story& story) {
  return !story.given_up && (story.notice.ended ? !story.end_heard : !story.heard);
}

}  // namespace

void Desk::settle(Instant now) {
  looked_ = now;
  std::erase_if(silences_, [now](const Silence& each) { return each.until <= now; });
  std::erase_if(acks_, [now](const auto& each) { return each.second.until <= now; });
  for (Lane& lane : lanes_) {
    lane.next_at = std::min(lane.next_at, now + period(settings(lane)));  // the clock was put back
    for (auto& [alert, entry] : lane.alerts) settle(lane, alert, entry, now);
    limit(lane, now);
    std::erase_if(lane.alerts, [this, now](const auto& each) {
      return each.second.stories.empty() && each.second.told_at + hold_ <= now;
    });
  }
}

// Leaves out what has become nothing to tell.
void Desk::settle(Lane& lane, const AlertId& alert, AlertStories& entry, Instant now) {
  entry.told_at = std::min(entry.told_at, now);
  const Silence* silence = silence_of(alert, now);
  const bool second = !settings(lane).instead_of.empty();
  for (auto story = entry.stories.begin(); story != entry.stories.end();) {
    bool over = story->end_heard && now >= *story->ending + kTellEndFor;
    if (!story->begun && silence) {
      story->free = std::max(story->free, silence->until);
      if (!story->silence_noted) note(lane, *story, Told::firing, "silenced", print(*silence), now);
      story->silence_noted = true;
      over = story->notice.ended.has_value();
    } else if (!story->begun && second && story->notice.ended) {
      over = covered(lane, alert, *story) || ack_of(alert, now);
    }
    if (over) unsaved_ = true;
    story = over ? entry.stories.erase(story) : story + 1;
  }
}

void Desk::limit(Lane& lane, Instant now) {
  if (lane.alerts.size() * 2 <= kMostWaiting) return;  // an alert has two stories at most
  std::vector<Story*> all;
  for (auto& [alert, entry] : lane.alerts) {
    for (Story& story : entry.stories) {
      if (waiting(story)) all.push_back(&story);
    }
  }
  if (all.size() <= kMostWaiting) return;
  const auto rank = [](const Story* story) {
    return std::pair(!story->notice.ended, story->notice.ended.value_or(story->notice.fired));
  };
  const auto surplus = all.begin() + std::ptrdiff_t(all.size() - kMostWaiting);
  std::ranges::nth_element(all, surplus, {}, rank);
  std::for_each(all.begin(), surplus, [&](Story* story) {
    note(lane, *story, story->present(), "withheld", "too many wait for this receiver", now);
    story->given_up = true;
  });
  for (auto& [alert, entry] : lane.alerts) std::erase_if(entry.stories, is_over);
}

}  // namespace jono::alerting
