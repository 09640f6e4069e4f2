// SPDX-License-Identifier: EUPL-1.2
// How the alerts stand, for others to see.
#include <algorithm>

#include "alerting/watch_worker.h"

namespace jono::alerting {

std::shared_ptr<const View> Watch::Worker::view() const {
  const std::lock_guard lock(view_mutex_);
  return view_;
}

Result<void> Watch::Worker::check(const Silence& silence) const {
  const bool meant = std::ranges::any_of(board_.alerts(), [&](const Alert& alert) {
    return (silence.rule.empty() || silence.rule == alert.rule->name) &&
           (!silence.subject || (silence.subject->kind == alert.subject.kind &&
                                 silence.subject->id == id_of(alert.subject, settings_.site)));
  });
  if (meant) return {};
  return Error{Errc::bad_input, "no rule has such an alert: nothing would be silenced"};
}

const Alert* Watch::Worker::firing(const AlertId& id) const {
  for (const Alert& alert : board_.alerts()) {
    if (alert.state.phase == Phase::firing && alert.rule->name == id.rule &&
        alert.subject.kind == id.kind && id_of(alert.subject, settings_.site) == id.subject) {
      return &alert;
    }
  }
  return nullptr;
}

AlertStatus Watch::Worker::status_of(const Alert& alert, Instant now) const {
  AlertStatus out;
  out.notice = notice_of(alert, settings_.site);
  out.phase = alert.state.phase;
  out.known = alert.known;
  out.in_hours = alert.in_hours;
  out.value = alert.value;
  out.limit = alert.limit;
  if (out.phase == Phase::pending) out.since = alert.state.breached;
  if (out.phase == Phase::firing) out.since = alert.state.fired;
  out.condition = print(alert.rule->when.at(now));
  const AlertId id = id_of(out.notice);
  out.silenced = desk_.silence_of(id, now) != nullptr;
  if (const Ack* ack = desk_.ack_of(id, now)) out.ack = *ack;
  return out;
}

// Of several urls the one that fails counts, and the certificate that ends first.
std::vector<ReceiverStatus> Watch::Worker::receivers() const {
  std::vector<ReceiverStatus> out;
  for (const ReceiverSettings& receiver : settings_.receivers) {
    out.emplace_back().name = receiver.name;
    out.back().results = results_.at(receiver.name);
  }
  for (const auto& [place, address] : addresses_) {
    ReceiverStatus& receiver = out[place.first];
    receiver.confirmed = std::max(receiver.confirmed, address.confirmed);
    if (address.failing && (!receiver.failing || *address.failing < *receiver.failing)) {
      receiver.failing = address.failing;
      receiver.answer = address.answer;
    }
    const auto& ends = address.certificate_ends;
    if (ends && (!receiver.certificate_ends || *ends < *receiver.certificate_ends)) {
      receiver.certificate_ends = ends;
    }
  }
  return out;
}

void Watch::Worker::show(Instant now) {
  auto next = std::make_shared<View>();
  next->now = now;
  for (const Alert& alert : board_.alerts()) next->alerts.push_back(status_of(alert, now));
  next->silences = desk_.silences();
  for (const auto& [where, silences] : foreign_) {
    for (const ForeignSilence& silence : silences) {
      if (silence.until > now) next->foreign.push_back(silence);
    }
  }
  next->receivers = receivers();
  const std::lock_guard lock(view_mutex_);
  view_ = std::move(next);
}

}  // namespace jono::alerting
