// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/closings.h"

#include <algorithm>
#include <utility>

namespace jono::asterisk {

// The wait ends where the queue was left: Asterisk connects some milliseconds later.
Instant Closings::Closing::at() const {
  if (left) return *left;
  return abandoned ? *abandoned : first.at;
}

// Asterisk says Abandon at a timeout too; a key, which has no message of its own, is a Leave alone.
What Closings::Closing::what() const {
  if (connected) return CallAnswered{call, agent};
  if (reason) return CallRedirected{call, *reason};
  if (abandoned) return CallAbandoned{call};
  return CallRedirected{call, RedirectReason::key};
}

void Closings::leave(CallId call, std::string_view queue, const Moment& when, Outlet& out) {
  if (const auto held = find(call, queue); held != held_.end() && held->left) send(held, out);
  Closing& closing = open(call, queue, when, out);
  closing.left = when.at;
  send_if_complete(closing, out);
}

void Closings::abandon(CallId call, std::string_view queue, const Moment& when, Outlet& out) {
  if (const auto held = find(call, queue); held != held_.end() && held->abandoned) {
    send(held, out);
  }
  open(call, queue, when, out).abandoned = when.at;
}

void Closings::connect(const CallAnswered& answered, std::string_view queue, const Moment& when,
                       Outlet& out) {
  Closing& closing = open(answered.call, queue, when, out);
  closing.connected = when.at;
  closing.agent = answered.agent;
  send_if_complete(closing, out);
}

void Closings::redirected(CallId call, std::string_view queue, RedirectReason reason, Outlet& out) {
  const auto held = find(call, queue);
  if (held == held_.end() || held->decided()) return;
  held->reason = reason;
  send_if_complete(*held, out);
}

std::string Closings::redirected(CallId call, RedirectReason reason, Outlet& out) {
  const auto last = std::find_if(held_.rbegin(), held_.rend(),
                                 [&](const Closing& c) { return c.call == call && !c.decided(); });
  if (last == held_.rend()) return {};
  std::string queue = last->queue;
  last->reason = reason;
  send_if_complete(*last, out);
  return queue;
}

void Closings::joined(CallId call, std::string_view queue, Outlet& out) {
  if (const auto held = find(call, queue); held != held_.end()) send(held, out);
}

void Closings::expire_by_message(Instant now, Outlet& out) {
  send_where([now](const Closing& c) { return c.first.message + c.hold() <= now; }, out);
}

void Closings::expire_by_receipt(Instant now, Outlet& out) {
  send_where([now](const Closing& c) { return c.first.received + c.hold() <= now; }, out);
}

std::optional<Instant> Closings::next_deadline() const {
  std::optional<Instant> next;
  for (const Closing& c : held_) {
    const Instant deadline = c.first.received + c.hold();
    if (!next || deadline < *next) next = deadline;
  }
  return next;
}

void Closings::send_all(Outlet& out) {
  send_where([](const Closing&) { return true; }, out);
}

void Closings::lose_all(LostReason reason, Outlet& out) {
  send_where([](const Closing& c) { return c.decided(); }, out);
  for (const Closing& c : held_) out.emit(c.queue, c.at(), CallLost{c.call, reason});
  held_.clear();
}

Closings::Iterator Closings::find(CallId call, std::string_view queue) {
  return std::ranges::find_if(held_,
                              [&](const Closing& c) { return c.call == call && c.queue == queue; });
}

Closings::Closing& Closings::open(CallId call, std::string_view queue, const Moment& when,
                                  Outlet& out) {
  if (const auto held = find(call, queue); held != held_.end()) return *held;
  if (held_.size() >= kMost) send(held_.begin(), out);
  Closing& closing = held_.emplace_back();
  closing.call = call;
  closing.queue = queue;
  closing.first = when;
  return closing;
}

void Closings::send_if_complete(Closing& closing, Outlet& out) {
  if (closing.left && closing.decided()) send(held_.begin() + (&closing - held_.data()), out);
}

void Closings::send(Iterator closing, Outlet& out) {
  out.emit(closing->queue, closing->at(), closing->what());
  held_.erase(closing);
}

void Closings::send_where(auto due, Outlet& out) {
  for (const Closing& c : held_) {
    if (due(c)) out.emit(c.queue, c.at(), c.what());
  }
  std::erase_if(held_, due);
}

}  // namespace jono::asterisk
