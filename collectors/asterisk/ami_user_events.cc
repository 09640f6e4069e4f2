// SPDX-License-Identifier: EUPL-1.2
// The part of the decoder that reads what the dialplan itself tells.
#include "collectors/asterisk/ami_decoder.h"

namespace jono::asterisk {
namespace {

bool is(const AmiMessage& m, const std::optional<UserEventNames>& names) {
  return names && m.get("UserEvent") == names->name;
}

// QUEUESTATUS of a call that had waited.
std::optional<RedirectReason> redirect_of(std::string_view status) {
  if (status == "TIMEOUT") return RedirectReason::timeout;
  if (status == "LEAVEEMPTY" || status == "LEAVEUNAVAIL") return RedirectReason::empty;
  if (status == "WITHDRAW") return RedirectReason::withdrawn;
  return std::nullopt;
}

// QUEUESTATUS of a call that was not let in; UNKNOWN is a queue that does not exist.
std::optional<RefusedReason> refused_of(std::string_view status) {
  if (status == "FULL") return RefusedReason::full;
  if (status == "JOINEMPTY" || status == "JOINUNAVAIL") return RefusedReason::no_agents;
  if (status == "UNKNOWN") return RefusedReason::other;
  return std::nullopt;
}

// OriginateResponse's codes. Asterisk gives 0 for a busy phone where its own list says 5.
AttemptResult attempt_of(std::string_view reason) {
  if (reason == "3") return AttemptResult::no_answer;
  if (reason == "0" || reason == "5") return AttemptResult::busy;
  if (reason == "1" || reason == "8") return AttemptResult::failed;
  return AttemptResult::other;
}

CallId caller_of(const AmiMessage& m, const Edge& edge) {
  const std::string_view raw = m.get("Uniqueid");
  return good_id(raw) ? edge.call(raw) : CallId{};
}

}  // namespace

void AmiDecoder::on_user_event(const AmiMessage& m, const Moment& when, Outlet& out) {
  if (is(m, names_.queue_done)) on_queue_done(m, when, out);
  if (is(m, names_.callback_requested)) on_callback_requested(m, when, out);
  if (is(m, names_.callback_reached)) on_callback_reached(m, when, out);
  if (is(m, names_.callback_failed)) on_callback_failed(m, when, out);
}

void AmiDecoder::on_queue_done(const AmiMessage& m, const Moment& when, Outlet& out) {
  const std::string_view queue = m.get(names_.queue_done->queue);
  const std::string_view status = m.get(names_.queue_done->status);
  const CallId call = caller_of(m, edge_);
  if (const auto reason = redirect_of(status)) closings_.redirected(call, queue, *reason, out);
  const auto refused = refused_of(status);
  if (!refused) return;
  if (call.set()) {
    out.emit(queue, when.at, CallRefused{call, *refused});
  } else {
    out.refuse(RefusalReason::bad_id,
               {.queue = queue, .type = EventType::call_refused, .at = when.at, .length = m.size});
  }
}

void AmiDecoder::on_callback_requested(const AmiMessage& m, const Moment& when, Outlet& out) {
  const UserEventNames& names = *names_.callback_requested;
  const CallId call = caller_of(m, edge_);
  std::string left;
  if (call.set()) left = closings_.redirected(call, RedirectReason::callback, out);
  const std::string_view told = m.get(names.queue);
  const std::string_view queue = told.empty() ? std::string_view(left) : told;
  const std::string_view raw = m.get(names.callback_id);
  if (!good_id(raw)) {
    out.refuse(
        RefusalReason::bad_id,
        {.queue = queue, .type = EventType::callback_requested, .at = when.at, .length = m.size});
    return;
  }
  const CallbackId id = edge_.callback(raw);
  const LineId line = edge_.line(queue);
  if (line.set()) callbacks_.put(id, line, when.message);
  out.emit(queue, when.at, CallbackRequested{id, call});
}

void AmiDecoder::on_callback_reached(const AmiMessage& m, const Moment& when, Outlet& out) {
  const UserEventNames& names = *names_.callback_reached;
  const Named named{m.get(names.callback_id), m.get(names.queue)};
  callback_event(m, named, when, CallbackReached{edge_.callback(named.id)}, out);
}

void AmiDecoder::on_callback_failed(const AmiMessage& m, const Moment& when, Outlet& out) {
  const UserEventNames& names = *names_.callback_failed;
  const Named named{m.get(names.callback_id), m.get(names.queue)};
  const AttemptResult result = attempt_of(m.get(names.reason));
  callback_event(m, named, when, CallbackAttempted{edge_.callback(named.id), result}, out);
}

// Every manager user hears the answer to anybody's Originate; only those of callbacks are named so.
void AmiDecoder::on_originate_response(const AmiMessage& m, const Moment& when, Outlet& out) {
  std::string_view id = m.get("ActionID");
  if (!names_.originate_response || !id.starts_with(*names_.originate_response)) return;
  id.remove_prefix(names_.originate_response->size());
  const CallbackId callback = edge_.callback(id);
  if (m.get("Response") == "Success") {
    callback_event(m, {id, {}}, when, CallbackReached{callback}, out);
  } else {
    callback_event(m, {id, {}}, when, CallbackAttempted{callback, attempt_of(m.get("Reason"))},
                   out);
  }
}

// A callback belongs to the line where it was requested, whatever queue it is now put through.
void AmiDecoder::callback_event(const AmiMessage& m, const Named& named, const Moment& when,
                                const What& what, Outlet& out) {
  const auto [raw, queue] = named;
  if (!good_id(raw)) {
    out.refuse(RefusalReason::bad_id, {.queue = queue,
                                       .type = static_cast<EventType>(what.index()),
                                       .at = when.at,
                                       .length = m.size});
    return;
  }
  const LineId* requested = callbacks_.find(edge_.callback(raw));
  if (requested != nullptr) {
    out.emit(*requested, when.at, what);
  } else {
    out.emit(queue, when.at, what);
  }
}

}  // namespace jono::asterisk
