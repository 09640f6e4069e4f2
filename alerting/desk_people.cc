// SPDX-License-Identifier: EUPL-1.2
// What people say: silences and acknowledgements.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "alerting/desk.h"

namespace jono::alerting {
namespace {

// Whether `key` is of a firing that `lane`'s receiver was told as one that goes on.
bool tells(const Lane& lane, const AlertId& alert, std::string_view key) {
  const auto entry = lane.alerts.find(alert);
  if (entry == lane.alerts.end() || entry->second.stories.empty()) return false;
  const Notice& last = entry->second.stories.back().notice;
  return !last.ended && key_of(last) == key;
}

}  // namespace

Result<std::uint32_t> Desk::silence(Silence wanted, Instant now) {
  if (const auto ok = check_words(wanted.who, wanted.why); !ok) return ok.error();
  if (const auto ok = check_times(wanted.from, wanted.until, now); !ok) return ok.error();
  if (silences_.size() >= kMostSilences) {
    return Error{Errc::bad_input, "there are too many silences: take some back"};
  }
  wanted.id = next_silence_++;
  audit_.push_back({now, wanted.who, "silence", print(wanted), wanted.why});
  silences_.push_back(std::move(wanted));
  unsaved_ = true;
  return silences_.back().id;
}

Result<void> Desk::unsilence(std::uint32_t id, std::string_view who, std::string_view why,
                             Instant now) {
  if (const auto ok = check_words(who, why); !ok) return ok;
  const auto found = std::ranges::find(silences_, id, &Silence::id);
  if (found == silences_.end() || found->until <= now) {
    return Error{Errc::bad_input, fmt::format("there is no silence {}", id)};
  }
  audit_.push_back({now, std::string(who), "unsilence", print(*found), std::string(why)});
  silences_.erase(found);
  for (Lane& lane : lanes_) {
    for (auto& [alert, entry] : lane.alerts) {
      for (Story& story : entry.stories) story.free = std::min(story.free, now);
    }
  }
  unsaved_ = true;
  return {};
}

Result<void> Desk::ack(Ack wanted, Instant now) {
  if (const auto ok = check_words(wanted.who, wanted.why); !ok) return ok;
  if (const auto ok = check_times(now, wanted.until, now); !ok) return ok;
  const auto alert = alert_of(wanted.key);
  if (!alert) return Error{Errc::bad_input, fmt::format("no alert has the key {}", wanted.key)};
  const auto firing = firing_.find(*alert);
  const bool told = std::ranges::any_of(
      lanes_, [&](const Lane& lane) { return tells(lane, *alert, wanted.key); });
  if (firing == firing_.end() || (!told && key_of(firing->second) != wanted.key)) {
    return Error{Errc::bad_input, fmt::format("{} does not fire now", wanted.key)};
  }
  wanted.at = now;
  audit_.push_back({now, wanted.who, "ack", wanted.key, wanted.why});
  acks_.insert_or_assign(*alert, std::move(wanted));
  unsaved_ = true;
  return {};
}

const Silence* Desk::silence_of(const AlertId& alert, Instant now) const {
  const auto found =
      std::ranges::find_if(silences_, [&](const Silence& each) { return holds(each, alert, now); });
  return found == silences_.end() ? nullptr : &*found;
}

const Ack* Desk::ack_of(const AlertId& alert, Instant now) const {
  const auto found = acks_.find(alert);
  return found == acks_.end() || found->second.until <= now ? nullptr : &found->second;
}

std::vector<AuditRecord> Desk::take_audit() { return std::exchange(audit_, {}); }

}  // namespace jono::alerting
