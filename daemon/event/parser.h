// SPDX-License-Identifier: EUPL-1.2
// JSON line → Event or Refusal, by the event format, version 1. Pure but for the epochs' table;
// knows no clock, so it never refuses an event for lying in the future.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/event/epoch_names.h"
#include "daemon/event/event.h"
#include "daemon/event/id_hasher.h"
#include "daemon/event/json_reader.h"
#include "daemon/event/names.h"
#include "daemon/event/recent_ids.h"
#include "daemon/event/refusal.h"

namespace jono {

// Who says which source speaks.
enum class SourceRule {
  transport,  // the transport alone; an event that names another source is refused
  body,       // the event; the transport's source, where set, stands for a missing one
};

// For one thread at a time; needs no memory of its own once warm, but for snapshots. `names` and
// `epochs` outlive it.
class EventParser {
 public:
  EventParser(const Names& names, const IdHasher& hasher, EpochNames& epochs, SourceRule rule);

  // The event on `line`, with or without its line end, or null: then refusal() says why. What is
  // returned holds until the next parse().
  [[nodiscard]] const Event* parse(std::string_view line, SourceId transport);
  // The same of an event that is read already, of a text of `length` bytes. `raw` and its texts
  // live until the next parse() or judge().
  [[nodiscard]] const Event* judge(const RawEvent& raw, std::size_t length, SourceId transport);
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  // Refuses, for a reason of the caller's, what was parsed or judged last.
  [[nodiscard]] const Refusal& refuse(RefusalReason reason) {
    describe(reason, length_);
    return refusal_;
  }

 private:
  using Bad = std::optional<RefusalReason>;

  [[nodiscard]] const Event* outcome(Bad bad);
  [[nodiscard]] Bad read(std::string_view json);
  [[nodiscard]] Bad read_event();
  [[nodiscard]] Bad read_source();
  [[nodiscard]] Bad read_place_and_what(EventType type);
  [[nodiscard]] Bad read_epoch();
  void describe(RefusalReason reason, std::size_t length);
  void describe_fields();

  const Names* names_;
  RecentIds ids_;
  EpochNames* epochs_;
  SourceRule rule_;
  JsonReader reader_;
  const RawEvent* raw_ = nullptr;  // the reader's, or one that was given; null: unreadable
  Event event_;
  Refusal refusal_;
  std::size_t length_ = 0;  // bytes of the line
  std::string epoch_name_;  // the last one seen, since a source hardly ever changes its own
  EpochId epoch_;
};

// Whether a source's clock runs further ahead of ours than it may.
[[nodiscard]] inline bool too_far_ahead(const Event& event, Instant received, Millis tolerance) {
  return event.at > received + tolerance;
}

}  // namespace jono
