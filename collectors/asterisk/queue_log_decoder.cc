// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/queue_log_decoder.h"

#include <algorithm>
#include <array>

#include "collectors/asterisk/wire_time.h"

namespace jono::asterisk {
namespace {

constexpr Millis kForgetAfter = std::chrono::hours(24);
constexpr Millis kSweepEvery = std::chrono::hours(1);
constexpr std::size_t kMostAgents = 4096;
constexpr std::size_t kMostHeld = 65'536;

// False when there are fewer fields.
bool split(std::string_view text, std::array<std::string_view, 5>& out) {
  for (std::string_view& field : out) {
    if (text.data() == nullptr) return false;
    const std::size_t n = std::min(text.find('|'), text.size());
    field = text.substr(0, n);
    text = n == text.size() ? std::string_view{} : text.substr(n + 1);
  }
  return true;
}

}  // namespace

// epoch|callid|queue|agent|event|data...
struct QueueLogDecoder::Fields {
  WireTime time;
  std::string_view call;
  std::string_view queue;
  std::string_view agent;
  std::string_view event;
  std::size_t length = 0;
};

enum class QueueLogDecoder::Word {
  other,
  entered,
  connected,
  abandoned,
  timed_out,
  left_by_key,
  left_empty,
  withdrawn,
  ended,
  started
};

struct QueueLogDecoder::Entry {
  const Fields& fields;
  Word word;
  LineId line;
};

QueueLogDecoder::Word QueueLogDecoder::word_of(std::string_view event) {
  struct Known {
    std::string_view event;
    Word word;
  };
  static constexpr Known kKnown[] = {
      {"ENTERQUEUE", Word::entered},      {"CONNECT", Word::connected},
      {"COMPLETEAGENT", Word::ended},     {"COMPLETECALLER", Word::ended},
      {"ABANDON", Word::abandoned},       {"EXITWITHTIMEOUT", Word::timed_out},
      {"EXITWITHKEY", Word::left_by_key}, {"EXITEMPTY", Word::left_empty},
      {"BLINDTRANSFER", Word::ended},     {"ATTENDEDTRANSFER", Word::ended},
      {"TRANSFER", Word::ended},          {"WITHDRAW", Word::withdrawn},
      {"QUEUESTART", Word::started},
  };
  for (const Known& k : kKnown) {
    if (k.event == event) return k.word;
  }
  return Word::other;
}

std::optional<RedirectReason> QueueLogDecoder::redirect_of(Word word) {
  switch (word) {
    case Word::timed_out:
      return RedirectReason::timeout;
    case Word::left_by_key:
      return RedirectReason::key;
    case Word::left_empty:
      return RedirectReason::empty;
    case Word::withdrawn:
      return RedirectReason::withdrawn;
    default:
      return std::nullopt;
  }
}

void QueueLogDecoder::line(std::string_view text, EventSink& sink) {
  Outlet out(edge_, sink);
  ++lines_;
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (text.empty()) return;
  if (text.size() > kMaxLine) {
    out.refuse(RefusalReason::too_long, {.length = text.size()});
    return;
  }
  std::array<std::string_view, 5> part;
  if (!split(text, part)) {
    out.refuse(RefusalReason::bad_field, {.length = text.size()});
    return;
  }
  const std::optional<WireTime> time = parse_wire_time(part[0]);
  if (!time) {
    out.refuse(RefusalReason::bad_at, {.queue = part[2], .length = text.size()});
    return;
  }
  const Fields fields{*time, part[1], part[2], part[3], part[4], text.size()};
  release(time->at, out);
  forget_old(time->at);
  const Word word = word_of(fields.event);
  if (word == Word::other) return;
  if (word == Word::started) {
    restart(time->at, time->whole, out);
  } else {
    call_line(fields, word, out);
  }
}

void QueueLogDecoder::call_line(const Fields& f, Word word, Outlet& out) {
  const Refused refused{.queue = f.queue, .at = f.time.at, .length = f.length};
  if (!good_id(f.call) || f.call == "NONE") {
    out.refuse(RefusalReason::bad_id, refused);
    return;
  }
  const LineId line = edge_.line(f.queue);
  if (!line.set()) {
    Refused unknown = refused;
    unknown.id = edge_.call(f.call).bits;
    out.refuse(RefusalReason::unknown_line, unknown);
    return;
  }
  OpenCall& call = calls_.get(f.call, edge_);
  call.at = f.time.at;
  apply({f, word, line}, call, out);
}

void QueueLogDecoder::apply(const Entry& e, OpenCall& call, Outlet& out) {
  const Instant at = e.fields.time.at;
  const bool coarse = e.fields.time.whole;
  const CallId id = call.id;
  if (const auto reason = redirect_of(e.word)) {
    if (witness_ != nullptr) {
      held_.push_back({e.line, id, at, coarse, lines_ - 1, reason});
    } else {
      out.emit(e.line, at, CallRedirected{id, *reason}, coarse);
    }
    leave(e, call);
    return;
  }
  switch (e.word) {
    case Word::entered:
      call.waiting = e.line;
      out.emit(e.line, at, CallQueued{id}, coarse);
      break;
    case Word::connected:
      if (call.waiting == e.line) call.waiting = {};
      out.emit(e.line, at, CallAnswered{id, agent(e.fields.agent)}, coarse);
      break;
    case Word::abandoned:
      held_.push_back({e.line, id, at, coarse, lines_ - 1, {}});
      leave(e, call);
      break;
    default:
      out.emit(e.line, at, CallEnded{id}, coarse);
      end(e, call);
  }
}

void QueueLogDecoder::leave(const Entry& e, OpenCall& call) {
  if (!call.waiting.set() || call.waiting == e.line) calls_.forget(e.fields.call);
}

// A transfer to another queue is written after the call has entered it.
void QueueLogDecoder::end(const Entry& e, OpenCall& call) {
  if (!call.waiting.set()) calls_.forget(e.fields.call);
}

void QueueLogDecoder::restart(Instant at, bool coarse, Outlet& out) {
  for (const Held& h : held_) {
    if (h.reason) {
      tell(h, out);
    } else {
      out.emit(h.line, h.at, CallLost{h.call, LostReason::restart}, h.coarse);
    }
  }
  held_.clear();
  calls_.drain([&](const OpenCall& call) {
    if (call.waiting.set()) {
      out.emit(call.waiting, at, CallLost{call.id, LostReason::restart}, coarse);
    }
  });
}

void QueueLogDecoder::release(Instant now, Outlet& out) {
  while (!held_.empty() && (held_.front().at + kHoldAbandon <= now || held_.size() > kMostHeld)) {
    tell(held_.front(), out);
    held_.pop_front();
  }
}

What QueueLogDecoder::Held::what() const {
  if (reason) return CallRedirected{call, *reason};
  return CallAbandoned{call};
}

void QueueLogDecoder::tell(const Held& held, Outlet& out) {
  const What what = held.what();
  if (witness_ != nullptr && witness_->says_more(held.line, held.call, held.at, what)) return;
  out.emit(held.line, held.at, what, held.coarse);
}

void QueueLogDecoder::forget_old(Instant now) {
  if (std::chrono::abs(now - swept_) < kSweepEvery) return;
  swept_ = now;
  calls_.forget_before(now - kForgetAfter);
}

void QueueLogDecoder::flush(EventSink& sink) {
  Outlet out(edge_, sink);
  for (const Held& h : held_) tell(h, out);
  held_.clear();
}

// Hashing a name costs more than all the rest of a line.
AgentId QueueLogDecoder::agent(std::string_view name) {
  if (!good_id(name) || name == "NONE") return {};
  if (const auto known = agents_.find(name); known != agents_.end()) return known->second;
  if (agents_.size() >= kMostAgents) agents_.clear();
  return agents_.emplace(name, edge_.agent(name)).first->second;
}

}  // namespace jono::asterisk
