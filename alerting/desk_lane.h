// SPDX-License-Identifier: EUPL-1.2
// What the desk keeps of one address: what it has been told of each alert, and what is to come.
// Plain; for the desk alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alerting/receiver_settings.h"
#include "alerting/sending.h"
#include "alerting/silence.h"

namespace jono::alerting {

// One address is told the end of an alert this long after it was last told anything of it, no
// earlier: so it hears of one alert twice in any ten minutes at most.
inline constexpr Millis kHold = std::chrono::minutes(10);
// An Alertmanager is told all at least so often.
inline constexpr Millis kRepeat = std::chrono::seconds(30);
// A telling to anybody else that failed is tried again after this at most.
inline constexpr Millis kMostBackOff = std::chrono::seconds(60);

// One firing as one address is told it. An alert that fires again before its end was sent goes on:
// the firings are one.
struct Story {
  Notice notice;       // of the first of them; with the end of the last
  Instant newest{};    // when the last of them fired
  Instant free{};      // since when nothing silences it, as long as nothing of it has been sent
  bool begun = false;  // something of it has been sent, whatever became of it
  bool heard = false;  // its firing was confirmed
  std::optional<Instant> ending{};  // since when its end is being sent
  bool end_heard = false;      // that was confirmed: an Alertmanager is told it for a while yet
  bool given_up = false;       // its firing was refused, or is withheld: kept until the alert ends
  bool silence_noted = false;  // the journal knows that it is silenced
  std::uint32_t failures = 0;  // of what is told now, in a row
  std::string said{};          // what the journal last got to know of it

  // What there is to tell of it.
  [[nodiscard]] Told present() const;
};

struct AlertStories {
  Instant told_at = kNever;    // when it last was told anything new of the alert, heard or not
  Instant confirmed = kNever;  // the firing (Story::newest) that it has last confirmed to know of
  // In the order of time: the first is told, the second waits for its end. An Alertmanager has one.
  std::vector<Story> stories;
};

// What stands in a sending under way.
struct Item {
  AlertId alert;
  Instant fired{};
  Told told{};
  std::optional<Instant> ended{};
};
struct UnderWay {
  std::uint64_t id = 0;
  std::vector<Item> items;
};

// One url of one receiver.
struct Lane {
  std::size_t receiver = 0;
  std::size_t url = 0;
  std::map<AlertId, AlertStories> alerts{};
  Instant next_at = kNever;    // of a batch or heartbeat: when the next is due
  std::uint32_t failures = 0;  // likewise: in a row
  std::string said{};          // likewise: what the journal last got to know
  std::optional<UnderWay> under_way{};
};

// Given up and ended: nothing to keep.
[[nodiscard]] inline bool is_over(const Story& story) {
  return story.given_up && story.notice.ended;
}

[[nodiscard]] inline bool is_manager(const ReceiverSettings& receiver) {
  return std::holds_alternative<AlertmanagerSettings>(receiver.kind);
}
// How often a batch or heartbeat is due.
[[nodiscard]] Millis period(const ReceiverSettings& receiver);

// The story that `item` is of, if it still is there.
[[nodiscard]] Story* find(Lane& lane, const Item& item);

// When the story's telling that failed, or was never answered, is due again; Instant::max(): there
// is none such.
[[nodiscard]] Instant retry_at(const AlertStories& entry);

// 1 s, doubled for each failure after the first; 0 without one.
[[nodiscard]] Millis back_off(std::uint32_t failures, Millis most);

}  // namespace jono::alerting
