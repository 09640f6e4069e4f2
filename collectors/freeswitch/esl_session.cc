// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/esl_session.h"

#include <fmt/format.h>

#include <algorithm>

#include "collectors/freeswitch/esl_event.h"
#include "collectors/gather.h"

namespace jono::freeswitch {

EslSession::EslSession(CallcenterDecoder& decoder, std::string secret, const EslTimes& times,
                       WireNow now)
    : decoder_(decoder),
      secret_(std::move(secret)),
      times_(times),
      resync_(decoder.edge(), decoder.agents()),
      deadline_(now.steady + times.greeting_within) {}

void EslSession::ask(Question question, std::string_view words, WireNow now) {
  const bool api = question == Question::resync || question == Question::ping;
  output_ += fmt::format("{}{}\n\n", api ? "api " : "", words);
  asked_.push_back({question, now.steady});
}

void EslSession::receive(std::string_view bytes, WireNow now) {
  while (!end_) {
    const EslMessage* message = framer_.next(bytes);
    if (message == nullptr) break;
    on_message(*message, now);
  }
  if (framer_.lost()) {
    broken("what speaks there is no event socket: is it the port of mod_event_socket?", now);
  }
}

void EslSession::on_message(const EslMessage& m, WireNow now) {
  const std::string_view type = m.type();
  if (type == "text/event-plain") return on_event(m, now);
  if (type == "api/response") return on_answer(m, now);
  if (type == "command/reply") return on_reply(m, now);
  if (type == "auth/request" && phase_ == Phase::greeting) {
    phase_ = Phase::listening;
    deadline_ = Time::max();
    return ask(Question::auth, "auth " + secret_, now);
  }
  if (type == "text/rude-rejection") {
    finish(SessionEnd::How::refused,
           "FreeSWITCH refuses this address: see apply-inbound-acl of its event_socket.conf.xml",
           now);
  }
  if (type == "text/disconnect-notice") broken("FreeSWITCH ended the connection", now);
}

void EslSession::on_reply(const EslMessage& m, WireNow now) {
  if (asked_.empty()) return;
  const Question question = asked_.front().question;
  if (question == Question::resync || question == Question::ping) return;
  asked_.pop_front();
  const bool accepted = header(m.head, "Reply-Text").starts_with("+OK");
  if (question == Question::exit) {
    finish(SessionEnd::How::stopped, "logged off", now);
  } else if (question == Question::auth && accepted) {
    ask(Question::events, "event plain ALL", now);
  } else if (question == Question::auth) {
    finish(SessionEnd::How::refused,
           "FreeSWITCH refuses the secret: compare secret_file with the password in its "
           "event_socket.conf.xml",
           now);
  } else if (accepted) {
    next_ping_ = now.steady + times_.ping_every;
    resync(now);
  } else {
    broken("FreeSWITCH refuses to send its events", now);
  }
}

void EslSession::on_answer(const EslMessage& m, WireNow now) {
  if (asked_.empty()) return;
  const Question question = asked_.front().question;
  if (question != Question::resync && question != Question::ping) return;
  asked_.pop_front();
  if (question == Question::resync) return on_listed(m, now);
  if (!up_since_) return;
  gathered_.link = Link::up;
  gathered_.skew = ahead_;
}

void EslSession::on_listed(const EslMessage& m, WireNow now) {
  Gather sink(gathered_);
  Outlet out(decoder_.edge(), sink);
  const auto text = m.too_long ? std::nullopt : std::optional(m.body);
  switch (resync_.answer(text, their(now), out)) {
    case Resync::Then::refused:
      return broken("FreeSWITCH does not list its queues: is mod_callcenter loaded?", now);
    case Resync::Then::ask:
      if (phase_ == Phase::listening) ask(Question::resync, resync_.question(their(now)), now);
      return;
    case Resync::Then::done:
      if (!up_since_) up_since_ = now.steady;
      gathered_.link = Link::up;
      if (std::exchange(resync_again_, false)) resync(now);
  }
}

// What an event that is too long said is missing like one that never came.
void EslSession::on_event(const EslMessage& m, WireNow now) {
  if (m.too_long) return refuse(RefusalReason::too_long, m.size);
  if (const auto stamp = instant_of_micros(header(m.body, "Event-Date-Timestamp"))) {
    ahead_now_ = std::max(ahead_now_.value_or(Millis::min()), *stamp - now.wall);
  }
  if (header(m.body, "Event-Name") == "CUSTOM") {
    Gather sink(gathered_);
    decoder_.feed(m.body, sink);
  }
  const auto number = whole_number(header(m.body, "Event-Sequence"));
  if (number) heed(sequence_.came(*number, now.steady), now);
}

void EslSession::refuse(RefusalReason reason, std::size_t length) {
  const Edge& edge = decoder_.edge();
  Gather sink(gathered_);
  Outlet(edge, sink).refuse(reason, {.length = length});
}

void EslSession::heed(Sequence::Found found, WireNow now) {
  if (found != Sequence::Found::nothing) resync(now);
}

void EslSession::resync(WireNow now) {
  if (phase_ != Phase::listening) return;
  resync_again_ = resync_.running();
  if (resync_again_) return;
  next_resync_ = now.steady + times_.resync_every;
  resync_.begin();
  ask(Question::resync, resync_.question(their(now)), now);
}

Instant EslSession::their(WireNow now) const {
  const std::optional<Millis> ahead = std::max(ahead_now_, ahead_);  // none is least
  return now.wall + ahead.value_or(Millis(0));
}

void EslSession::tick(WireNow now) {
  if (end_) return;
  if (now.steady >= deadline_) return patience_ended(now);
  if (!asked_.empty() && now.steady >= asked_.front().at + times_.reply_within) {
    return broken("FreeSWITCH does not answer", now);
  }
  if (phase_ != Phase::listening) return;
  heed(sequence_.look(now.steady), now);
  if (now.steady >= next_resync_) resync(now);
  if (now.steady < next_ping_) return;
  next_ping_ = now.steady + times_.ping_every;
  if (ahead_now_) ahead_ = std::exchange(ahead_now_, std::nullopt);
  if (asked_.empty()) ask(Question::ping, "status", now);
}

void EslSession::patience_ended(WireNow now) {
  if (phase_ == Phase::leaving) return finish(SessionEnd::How::stopped, "logged off", now);
  broken("nothing greets there: is it the port of FreeSWITCH's event socket?", now);
}

EslSession::Time EslSession::next_deadline(WireNow) const {
  Time next = deadline_;
  if (!asked_.empty()) next = std::min(next, asked_.front().at + times_.reply_within);
  if (phase_ != Phase::listening) return next;
  return std::min({next, next_ping_, next_resync_, sequence_.next_deadline()});
}

void EslSession::log_off(WireNow now) {
  if (end_ || phase_ == Phase::leaving) return;
  if (!up_since_) return finish(SessionEnd::How::stopped, "stopped", now);
  phase_ = Phase::leaving;
  deadline_ = now.steady + times_.goodbye_within;
  ask(Question::exit, "exit", now);
}

void EslSession::broken(std::string why, WireNow now) {
  const bool leaving = phase_ == Phase::leaving;
  finish(leaving ? SessionEnd::How::stopped : SessionEnd::How::broken, std::move(why), now);
}

void EslSession::finish(SessionEnd::How how, std::string why, WireNow now) {
  if (end_) return;
  const Millis healthy = up_since_ ? std::chrono::ceil<Millis>(now.steady - *up_since_) : Millis(0);
  end_ = SessionEnd{how, std::move(why), healthy};
  phase_ = Phase::ended;
  deadline_ = Time::max();
  const bool told = up_since_ || !empty(gathered_);
  gathered_.link = told ? Link::down : Link::unchanged;
}

std::optional<Delivery> EslSession::take_delivery() {
  const bool something = !empty(gathered_) || gathered_.link != Link::unchanged;
  if (!something || (!up_since_ && !end_)) return std::nullopt;
  Delivery out = std::exchange(gathered_, {});
  out.source = decoder_.edge().source;
  if (!end_) out.link = Link::up;
  return out;
}

}  // namespace jono::freeswitch
