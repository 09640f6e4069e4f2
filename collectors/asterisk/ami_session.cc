// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/ami_session.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "collectors/asterisk/wire_time.h"
#include "collectors/gather.h"

namespace jono::asterisk {
namespace {

constexpr std::string_view kLogin = "login";
constexpr std::string_view kListCommands = "listcommands";
constexpr std::string_view kQueueStatus = "queuestatus";
constexpr std::string_view kPing = "ping";

// With any of these, who knows the secret owns the phone system or its calls.
constexpr std::array<std::string_view, 5> kTooMuch = {"Command", "Hangup", "Originate", "Redirect",
                                                      "UpdateConfig"};

std::string text_of(AmiAction action, const AmiLogin& login) {
  switch (action) {
    case AmiAction::login:
      return fmt::format(
          "Action: Login\r\nActionID: {}\r\nUsername: {}\r\nSecret: {}\r\n"
          "Events: system,call,agent,user\r\n\r\n",
          kLogin, login.user, login.secret);
    case AmiAction::list_commands:
      return fmt::format("Action: ListCommands\r\nActionID: {}\r\n\r\n", kListCommands);
    case AmiAction::queue_status:
      return fmt::format("Action: QueueStatus\r\nActionID: {}\r\n\r\n", kQueueStatus);
    case AmiAction::ping:
      return fmt::format("Action: Ping\r\nActionID: {}\r\n\r\n", kPing);
    case AmiAction::logoff:
      return "Action: Logoff\r\n\r\n";
  }
  return {};
}

}  // namespace

AmiSession::AmiSession(AmiDecoder& decoder, SourceId source, AmiLogin login, const AmiTimes& times,
                       WireNow now)
    : decoder_(decoder),
      source_(source),
      login_(std::move(login)),
      times_(times),
      deadline_(now.steady + times.banner_within) {}

void AmiSession::send(AmiAction action) { output_ += text_of(action, login_); }

void AmiSession::enter(Phase phase, Time deadline) {
  phase_ = phase;
  deadline_ = deadline;
}

void AmiSession::receive(std::string_view bytes, WireNow now) {
  while (!end_) {
    const AmiMessage* message = framer_.next(bytes);
    if (phase_ == Phase::greeting && !framer_.banner().empty()) {
      send(AmiAction::login);
      enter(Phase::login, now.steady + times_.reply_within);
    }
    if (message == nullptr) break;
    on_message(*message, now);
  }
  note_dropped(now);
}

void AmiSession::on_message(const AmiMessage& m, WireNow now) {
  const std::string_view event = m.get("Event");
  if (event.empty()) on_response(m, now);
  if (end_ || m.get("ActionID") == kListCommands) return;
  Gather sink(gathered_);
  decoder_.feed(m, now.wall, sink);
  if (event == "FullyBooted" && phase_ == Phase::booting) come_up(now);
  if (event == "Reload") resync(now.steady);
  if (event == "QueueStatusComplete") {
    listing_ = false;
    if (std::exchange(list_again_, false)) resync(now.steady);
  }
}

void AmiSession::on_response(const AmiMessage& m, WireNow now) {
  const std::string_view id = m.get("ActionID");
  const std::string_view response = m.get("Response");
  if (response == "Goodbye" && phase_ == Phase::leaving) {
    finish(SessionEnd::How::stopped, "logged off", now);
  } else if (id == kLogin && phase_ == Phase::login) {
    on_login(m, now);
  } else if (id == kPing) {
    on_pong(m, now);
  } else if (id == kListCommands) {
    on_commands(m);
  } else if (id == kQueueStatus && response != "Success") {
    listing_ = false;
  }
}

void AmiSession::on_login(const AmiMessage& m, WireNow now) {
  if (m.get("Response") == "Success") {
    enter(Phase::booting, now.steady + times_.boot_within);
    return;
  }
  finish(SessionEnd::How::refused,
         fmt::format("Asterisk refuses the login of {}: compare user and secret_file with its "
                     "manager.conf",
                     login_.user),
         now);
}

// Any answer is a word of life. Half of the way there and back is taken for the way back.
void AmiSession::on_pong(const AmiMessage& m, WireNow now) {
  if (!pinged_) return;
  gathered_.link = Link::up;
  if (const auto stamp = parse_wire_time(m.get("Timestamp"))) {
    gathered_.skew = stamp->at - (pinged_->wall + (now.wall - pinged_->wall) / 2);
  }
  pinged_.reset();
}

void AmiSession::on_commands(const AmiMessage& m) {
  excess_rights_.clear();
  for (const std::string_view right : kTooMuch) {
    const bool may = std::ranges::find(m.headers, right, &AmiHeader::key) != m.headers.end();
    if (may) excess_rights_.emplace_back(right);
  }
}

std::string AmiSession::warning() const {
  if (excess_rights_.empty()) return {};
  return fmt::format("the login {} may do more than it needs ({}): leave its write= empty",
                     login_.user, fmt::join(excess_rights_, ", "));
}

// Nobody knows what a dropped message said, but the next list tells who waits.
void AmiSession::note_dropped(WireNow now) {
  for (; dropped_ < framer_.dropped(); ++dropped_) {
    Refusal& refusal = gathered_.refusals.emplace_back();
    refusal.reason = RefusalReason::too_long;
    refusal.source = source_;
    refusal.length = AmiFramer::kMaxMessage;
    resync(now.steady);
  }
}

void AmiSession::come_up(WireNow now) {
  enter(Phase::up, Time::max());
  up_since_ = now.steady;
  gathered_.link = Link::up;
  next_ping_ = now.steady + times_.ping_every;
  send(AmiAction::list_commands);
  resync(now.steady);
}

void AmiSession::resync(Time now) {
  if (phase_ != Phase::up) return;
  list_again_ = listing_;
  if (listing_) return;
  listing_ = true;
  next_resync_ = now + times_.resync_every;
  send(AmiAction::queue_status);
}

void AmiSession::tick(WireNow now) {
  if (end_) return;
  Gather sink(gathered_);
  if (const auto due = decoder_.next_deadline(); due && *due <= now.wall) {
    decoder_.advance(now.wall, sink);
  }
  if (now.steady >= deadline_) patience_ended(now);
  if (end_ || phase_ != Phase::up) return;
  if (pinged_ && now.steady >= pinged_->steady + times_.reply_within) {
    broken("Asterisk answers no ping", now);
    return;
  }
  if (now.steady >= next_ping_) {
    next_ping_ = now.steady + times_.ping_every;
    if (!pinged_) pinged_ = now;
    send(AmiAction::ping);
  }
  if (now.steady >= next_resync_) {
    listing_ = false;  // a list that has not come by now never will
    resync(now.steady);
  }
}

void AmiSession::patience_ended(WireNow now) {
  switch (phase_) {
    case Phase::greeting:
      return broken("nothing greets there: is it the port of Asterisk's manager?", now);
    case Phase::login:
      return broken("Asterisk does not answer the login", now);
    case Phase::booting:
      return come_up(now);
    case Phase::leaving:
      return finish(SessionEnd::How::stopped, "logged off", now);
    case Phase::up:
    case Phase::ended:
      return;
  }
}

AmiSession::Time AmiSession::next_deadline(WireNow now) const {
  Time next = std::min({deadline_, next_ping_, next_resync_});
  if (pinged_) next = std::min(next, pinged_->steady + times_.reply_within);
  if (const auto due = decoder_.next_deadline()) {
    next = std::min(next, now.steady + std::max(*due - now.wall, Millis(0)));
  }
  return next;
}

void AmiSession::log_off(WireNow now) {
  if (end_ || phase_ == Phase::leaving) return;
  if (phase_ != Phase::up) return finish(SessionEnd::How::stopped, "stopped", now);
  send(AmiAction::logoff);
  enter(Phase::leaving, now.steady + times_.goodbye_within);
  next_ping_ = next_resync_ = Time::max();
  pinged_.reset();
}

void AmiSession::broken(std::string why, WireNow now) {
  const bool leaving = phase_ == Phase::leaving;
  finish(leaving ? SessionEnd::How::stopped : SessionEnd::How::broken, std::move(why), now);
}

// Only a phone system that is well is asked goodbye: then what is held is what it seems to be.
void AmiSession::finish(SessionEnd::How how, std::string why, WireNow now) {
  if (end_) return;
  Gather sink(gathered_);
  if (phase_ == Phase::leaving) decoder_.flush(sink);
  decoder_.connection_lost(sink);
  const Millis healthy = up_since_ ? std::chrono::ceil<Millis>(now.steady - *up_since_) : Millis(0);
  end_ = SessionEnd{how, std::move(why), healthy};
  enter(Phase::ended, Time::max());
  const bool told = up_since_ || !empty(gathered_);
  gathered_.link = told ? Link::down : Link::unchanged;
}

std::optional<Delivery> AmiSession::take_delivery() {
  const bool something =
      !gathered_.events.empty() || !gathered_.refusals.empty() || gathered_.link != Link::unchanged;
  if (!something || (!up_since_ && !end_)) return std::nullopt;
  Delivery out = std::exchange(gathered_, {});
  out.source = source_;
  if (!end_) out.link = Link::up;
  return out;
}

}  // namespace jono::asterisk
