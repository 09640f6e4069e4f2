// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/ami_decoder.h"

#include <algorithm>
#include <utility>

#include "collectors/asterisk/wire_time.h"

namespace jono::asterisk {
namespace {

constexpr Millis kKeepTalks = std::chrono::hours(24);
constexpr Millis kKeepCallbacks = std::chrono::days(14);
constexpr std::size_t kMost = 65'536;

// A UserEvent's own headers come last; one of them may be called Timestamp too.
std::string_view stamp_of(const AmiMessage& m) {
  for (const AmiHeader& h : m.headers) {
    if (h.key == "Timestamp") return h.value;
    if (h.key == "UserEvent") break;
  }
  return {};
}

// Empty, and so unknown, where it is too long to be kept.
std::string_view queue_of(const AmiMessage& m) {
  const std::string_view queue = m.get("Queue");
  return good_id(queue) ? queue : std::string_view{};
}

std::string talk_key(const AmiMessage& m) {
  std::string key(queue_of(m));
  key += '\n';
  key += m.get("Interface").substr(0, kMaxId);
  return key;
}

// Asterisk's device states: 0 unknown, 1 not in use, 2 in use, 3 busy, 4 invalid, 5 unavailable,
// 6 ringing, 7 ringing and in use, 8 on hold.
AgentPresence presence_of(const AmiMessage& m) {
  const std::string_view status = m.get("Status");
  if (m.get("Paused") == "1") return AgentPresence::paused;
  if (status == "0" || status == "1") return AgentPresence::available;
  if (status == "4" || status == "5" || status.empty()) return AgentPresence::offline;
  return AgentPresence::busy;
}

void send_state(const AmiMessage& m, std::string_view agent, AgentPresence state, Instant at,
                Outlet& out) {
  const LineId line = out.edge().line(m.get("Queue"));
  if (line.set() && good_id(agent)) {
    out.emit(line, at, AgentState{out.edge().agent(agent), state});
  }
}

// A header that comes twice came out of a caller's name that has line breaks in it.
bool twice(const AmiMessage& m, std::string_view key) {
  return std::ranges::count(m.headers, key, &AmiHeader::key) > 1;
}

// Unset, and refused, where the message has no good id, or nobody can tell whose it is.
CallId call_of(const AmiMessage& m, std::optional<EventType> type, Instant at, Outlet& out) {
  const std::string_view raw = m.get("Uniqueid");
  if (good_id(raw) && !twice(m, "Uniqueid") && !twice(m, "Queue")) return out.edge().call(raw);
  out.refuse(RefusalReason::bad_id,
             {.queue = m.get("Queue"), .type = type, .at = at, .length = m.size});
  return {};
}

}  // namespace

AmiDecoder::AmiDecoder(const Edge& edge, UserEvents names)
    : edge_(edge),
      names_(std::move(names)),
      talks_(kKeepTalks, kMost),
      callbacks_(kKeepCallbacks, kMost) {}

AmiDecoder::Handler AmiDecoder::handler_of(std::string_view event) {
  struct Entry {
    std::string_view event;
    Handler handler;
  };
  static constexpr Entry kHandlers[] = {
      {"QueueCallerJoin", &AmiDecoder::on_join},
      {"QueueCallerLeave", &AmiDecoder::on_leave},
      {"QueueCallerAbandon", &AmiDecoder::on_abandon},
      {"AgentConnect", &AmiDecoder::on_connect},
      {"AgentComplete", &AmiDecoder::on_complete},
      {"UserEvent", &AmiDecoder::on_user_event},
      {"OriginateResponse", &AmiDecoder::on_originate_response},
      {"Shutdown", &AmiDecoder::on_shutdown},
      {"QueueMemberStatus", &AmiDecoder::on_member},
      {"QueueMemberPause", &AmiDecoder::on_member},
      {"QueueMemberAdded", &AmiDecoder::on_member},
      {"QueueMemberRemoved", &AmiDecoder::on_member_removed},
      {"QueueParams", &AmiDecoder::on_listed_queue},
      {"QueueMember", &AmiDecoder::on_listed_member},
      {"QueueEntry", &AmiDecoder::on_listed_call},
      {"QueueStatusComplete", &AmiDecoder::on_listed_all},
  };
  for (const Entry& e : kHandlers) {
    if (e.event == event) return e.handler;
  }
  return nullptr;
}

void AmiDecoder::feed(const AmiMessage& message, std::optional<Instant> received, EventSink& sink) {
  Outlet out(edge_, sink);
  const std::string_view event = message.get("Event");
  const std::optional<Moment> when = moment(message, received, !event.empty());
  if (when) closings_.expire_by_message(when->message, out);
  if (event.empty()) {
    if (message.get("EventList") == "start") listing_.clear();
    return;
  }
  const Handler handler = handler_of(event);
  if (handler == nullptr) return;
  if (!when) {
    out.refuse(RefusalReason::bad_at, {.queue = message.get("Queue"), .length = message.size});
    return;
  }
  (this->*handler)(message, *when, out);
}

void AmiDecoder::advance(Instant now, EventSink& sink) {
  Outlet out(edge_, sink);
  closings_.expire_by_receipt(now, out);
}

void AmiDecoder::flush(EventSink& sink) {
  Outlet out(edge_, sink);
  closings_.send_all(out);
}

void AmiDecoder::connection_lost(EventSink& sink) {
  Outlet out(edge_, sink);
  closings_.lose_all(LostReason::other, out);
  listing_.clear();
}

// The answer to a Ping has a Timestamp even where events have none: it must not stop their clock.
std::optional<Moment> AmiDecoder::moment(const AmiMessage& message, std::optional<Instant> received,
                                         bool event) {
  const std::optional<WireTime> stamp = parse_wire_time(stamp_of(message));
  if (stamp) last_stamp_ = stamp->at;
  const bool own = stamp && event;
  stamped_ = stamped_ || own;
  const std::optional<Instant> at = own || !received ? last_stamp_ : received;
  if (!at) return std::nullopt;
  if (own || !stamped_) message_clock_ = *at;
  return Moment{*at, message_clock_, received.value_or(message_clock_)};
}

void AmiDecoder::on_join(const AmiMessage& m, const Moment& when, Outlet& out) {
  const CallId call = call_of(m, EventType::call_queued, when.at, out);
  if (!call.set()) return;
  closings_.joined(call, queue_of(m), out);
  out.emit(queue_of(m), when.at, CallQueued{call});
}

void AmiDecoder::on_leave(const AmiMessage& m, const Moment& when, Outlet& out) {
  const CallId call = call_of(m, std::nullopt, when.at, out);
  if (call.set()) closings_.leave(call, queue_of(m), when, out);
}

void AmiDecoder::on_abandon(const AmiMessage& m, const Moment& when, Outlet& out) {
  const CallId call = call_of(m, EventType::call_abandoned, when.at, out);
  if (call.set()) closings_.abandon(call, queue_of(m), when, out);
}

void AmiDecoder::on_connect(const AmiMessage& m, const Moment& when, Outlet& out) {
  const CallId call = call_of(m, EventType::call_answered, when.at, out);
  if (!call.set()) return;
  const std::string_view name = m.get("MemberName");
  const AgentId agent = good_id(name) ? edge_.agent(name) : AgentId{};
  talks_.put(talk_key(m), call, when.message);
  closings_.connect(CallAnswered{call, agent}, queue_of(m), when, out);
}

// The caller's channel may be gone from Asterisk by now, and its ids with it.
void AmiDecoder::on_complete(const AmiMessage& m, const Moment& when, Outlet& out) {
  const std::string key = talk_key(m);
  const CallId* latest = talks_.find(key);
  CallId call = latest != nullptr ? *latest : CallId{};
  if (!m.get("Uniqueid").empty() || !call.set()) {
    call = call_of(m, EventType::call_ended, when.at, out);
  }
  if (!call.set()) return;
  if (latest != nullptr && *latest == call) talks_.erase(key);
  out.emit(queue_of(m), when.at, CallEnded{call});
}

// All callers were hung up just before: a wave of abandoning that nobody chose.
void AmiDecoder::on_shutdown(const AmiMessage&, const Moment&, Outlet& out) {
  closings_.lose_all(LostReason::restart, out);
}

void AmiDecoder::on_member(const AmiMessage& m, const Moment& when, Outlet& out) {
  send_state(m, m.get("MemberName"), presence_of(m), when.at, out);
}

void AmiDecoder::on_member_removed(const AmiMessage& m, const Moment& when, Outlet& out) {
  send_state(m, m.get("MemberName"), AgentPresence::offline, when.at, out);
}

void AmiDecoder::on_listed_queue(const AmiMessage& m, const Moment&, Outlet&) {
  listing_.params(queue_of(m), edge_);
}

void AmiDecoder::on_listed_member(const AmiMessage& m, const Moment& when, Outlet& out) {
  listing_.member();
  send_state(m, m.get("Name"), presence_of(m), when.at, out);
}

void AmiDecoder::on_listed_call(const AmiMessage& m, const Moment&, Outlet&) {
  listing_.entry(m, edge_);
}

void AmiDecoder::on_listed_all(const AmiMessage& m, const Moment& when, Outlet& out) {
  listing_.complete(m, when.at, out);
}

}  // namespace jono::asterisk
