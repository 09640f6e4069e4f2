// SPDX-License-Identifier: EUPL-1.2
// Decides who is told what, and when: the receivers' filters, order, repetition, hold-down,
// silences, acknowledgements and second paths. Pure: no clock, no IO; for one thread at a time.
//
// What due() hands out may be sent only once the state that it leaves behind is saved (while
// unsaved()): then a crash at any time loses nothing, and tells nothing but what was being sent.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/alert_log.h"
#include "alerting/alert_state.h"
#include "alerting/desk_lane.h"
#include "alerting/receiver_settings.h"
#include "alerting/sending.h"
#include "alerting/silence.h"
#include "daemon/base/result.h"

namespace jono::alerting {

class Desk {
 public:
  // `receivers` outlives it; `hold` is how long an end is put off, kHold for people.
  explicit Desk(const std::vector<ReceiverSettings>& receivers, Millis hold = kHold);

  // `step` is fired, resolved or closed; others are ignored, and so is the end of what does not
  // fire. Of an end only rule, subject and `ended` (else `now`) are looked at.
  void changed(const Notice& notice, Step step, Instant now);
  // After restore(): all that fires by the board. What the desk held for firing and is not there
  // has lost its rule or subject: it ends as closed. What is new to it has fired.
  void reconcile(std::span<const Notice> firing, Instant now);

  // What is to be sent now, at most one at a time for each url. Each must be answered().
  [[nodiscard]] std::vector<Sending> due(Instant now);
  // When to call due() next, if nothing else happens; Instant::max(): never. It may be past.
  [[nodiscard]] Instant next_due() const;
  // `answer`: what was said, one line, without secrets. An unknown id is ignored.
  void answered(std::uint64_t id, Outcome outcome, const std::string& answer, Instant now);

  // `wanted.id` is ignored; returns the one it got. `from` may be in the past or the future.
  [[nodiscard]] Result<std::uint32_t> silence(Silence wanted, Instant now);
  [[nodiscard]] Result<void> unsilence(std::uint32_t id, std::string_view who, std::string_view why,
                                       Instant now);
  // `wanted.at` is ignored. The alert must be firing; a new one takes the place of the old.
  [[nodiscard]] Result<void> ack(Ack wanted, Instant now);

  // In the order of their ids; those that are over are gone by the next due().
  [[nodiscard]] const std::vector<Silence>& silences() const { return silences_; }
  // What holds for this alert; nullptr: nothing. Valid until the next call that is not const.
  [[nodiscard]] const Silence* silence_of(const AlertId& alert, Instant now) const;
  [[nodiscard]] const Ack* ack_of(const AlertId& alert, Instant now) const;

  // What is new for the log since the last call.
  [[nodiscard]] std::vector<NotificationRecord> take_notifications();
  [[nodiscard]] std::vector<AuditRecord> take_audit();

  // Whether the state differs from the last save()'s in what must outlive the process.
  [[nodiscard]] bool unsaved() const { return unsaved_; }
  [[nodiscard]] std::string save();
  // For a new desk. Receivers are matched by name, and an Alertmanager's urls by themselves; one
  // that is new learns all that fires. False: not what save() made; nothing is changed.
  [[nodiscard]] bool restore(std::string_view bytes, Instant now);

  // Tellings that wait for one url at the same time. Of more, the oldest that have ended are given
  // up first, then the oldest.
  static constexpr std::size_t kMostWaiting = 10'000;
  static constexpr std::size_t kMostSilences = 1'000;

 private:
  [[nodiscard]] const ReceiverSettings& settings(const Lane& lane) const {
    return receivers_[lane.receiver];
  }
  void fire(Lane& lane, const Notice& notice, Instant now);
  void end(Lane& lane, const Notice& notice) const;

  void settle(Instant now);
  void settle(Lane& lane, const AlertId& alert, AlertStories& entry, Instant now);
  void limit(Lane& lane, Instant now);
  [[nodiscard]] bool covered(const Lane& lane, const AlertId& alert, const Story& story) const;
  [[nodiscard]] Instant allowed_at(const Lane& lane, const AlertId& alert, const Story& story,
                                   Instant now) const;
  [[nodiscard]] Instant fresh_at(const Lane& lane, const AlertId& alert, const AlertStories& entry,
                                 Instant now) const;
  [[nodiscard]] Instant due_at(const Lane& lane, Instant now) const;
  [[nodiscard]] Sending make(Lane& lane, Instant now);
  [[nodiscard]] Telling make_telling(Lane& lane, Instant now);
  [[nodiscard]] Batch make_batch(Lane& lane, Instant now);
  void start(AlertStories& entry, Instant now);

  void take(Lane& lane, const Item& item, Outcome outcome, const std::string& answer, Instant now);
  void note(const Lane& lane, Story& story, Told told, std::string_view result,
            const std::string& answer, Instant now);
  void note_lane(Lane& lane, Outcome outcome, const std::string& answer, Instant now);

  const std::vector<ReceiverSettings>& receivers_;
  Millis hold_;
  std::vector<Lane> lanes_;
  std::map<AlertId, Notice> firing_;
  std::vector<Silence> silences_;
  std::map<AlertId, Ack> acks_;
  std::uint32_t next_silence_ = 1;
  std::uint64_t next_sending_ = 1;
  Instant looked_ = kNever;
  bool unsaved_ = false;
  std::vector<NotificationRecord> notifications_;
  std::vector<AuditRecord> audit_;
};

}  // namespace jono::alerting
