// SPDX-License-Identifier: EUPL-1.2
// What became of what was sent.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "alerting/desk.h"

namespace jono::alerting {
namespace {

void confirm(AlertStories& entry, Story& story, const Item& item, bool manager) {
  if (item.told == Told::firing) {
    story.heard = true;
    story.given_up = false;
    entry.confirmed = story.newest;
    return;
  }
  if (story.notice.ended != item.ended) return;  // it has fired again since
  entry.confirmed = story.newest;
  if (manager && story.heard) {
    story.end_heard = true;
  } else {
    entry.stories.erase(entry.stories.begin() + (&story - entry.stories.data()));
  }
}

}  // namespace

void Desk::answered(std::uint64_t id, Outcome outcome, const std::string& answer, Instant now) {
  const auto lane = std::ranges::find_if(
      lanes_, [id](const Lane& each) { return each.under_way && each.under_way->id == id; });
  if (lane == lanes_.end()) return;
  const std::vector<Item> items = std::move(lane->under_way->items);
  lane->under_way.reset();
  lane->failures = outcome == Outcome::delivered ? 0 : lane->failures + 1;
  if (lane->failures > 0) {
    lane->next_at = std::min(lane->next_at, now + back_off(lane->failures, kRepeat));
  }
  for (const Item& item : items) take(*lane, item, outcome, answer, now);
  note_lane(*lane, outcome, answer, now);
}

// An Alertmanager refuses a whole batch for one bad alert, so nothing is given up there.
void Desk::take(Lane& lane, const Item& item, Outcome outcome, const std::string& answer,
                Instant now) {
  Story* story = find(lane, item);
  if (!story) return;
  note(lane, *story, item.told, name_of(outcome), answer, now);
  const bool manager = is_manager(settings(lane));
  const bool news = item.told == Told::firing ? !story->heard : !story->end_heard;
  if (!news) return;
  AlertStories& entry = lane.alerts.find(item.alert)->second;
  entry.told_at = now;
  unsaved_ = true;
  if (outcome == Outcome::delivered) {
    confirm(entry, *story, item, manager);
  } else if (outcome == Outcome::refused && !manager) {
    story->given_up = true;
    std::erase_if(entry.stories, is_over);
  } else {
    ++story->failures;
  }
}

void Desk::note(const Lane& lane, Story& story, Told told, std::string_view result,
                const std::string& answer, Instant now) {
  std::string said = fmt::format("{} {} {}", name_of(told), result, answer);
  if (story.said == said) return;
  story.said = std::move(said);
  notifications_.push_back({now, settings(lane).name, key_of(story.notice),
                            std::string(name_of(told)), std::string(result), answer});
  unsaved_ = true;
}

// The Watchdog and heartbeats, which have no story.
void Desk::note_lane(Lane& lane, Outcome outcome, const std::string& answer, Instant now) {
  const ReceiverSettings& receiver = settings(lane);
  const bool manager = is_manager(receiver);
  const bool heartbeat = std::holds_alternative<HeartbeatSettings>(receiver.kind);
  std::string said = fmt::format("{} {}", name_of(outcome), answer);
  if ((!manager && !heartbeat) || lane.said == said) return;
  lane.said = std::move(said);
  notifications_.push_back({now, receiver.name, manager ? "Watchdog" : "heartbeat",
                            std::string(name_of(Told::firing)), std::string(name_of(outcome)),
                            answer});
  unsaved_ = true;
}

std::vector<NotificationRecord> Desk::take_notifications() {
  return std::exchange(notifications_, {});
}

}  // namespace jono::alerting
