// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/callcenter_decoder.h"

#include <algorithm>
#include <optional>

#include "collectors/freeswitch/esl_event.h"

namespace jono::freeswitch {
namespace {

constexpr Millis kKeep = std::chrono::hours(24);
constexpr std::size_t kMost = 65'536;

AgentId agent_of(std::string_view event, const Edge& edge) {
  const std::string raw = value_of(event, "CC-Agent");
  return good_id(raw) ? edge.agent(raw) : AgentId{};
}

std::optional<Instant> second_of(std::string_view event, std::string_view name) {
  return instant_of_seconds(value_of(event, name));
}

}  // namespace

CallcenterDecoder::CallcenterDecoder(const Edge& edge) : edge_(edge), seen_(kKeep, kMost) {}

void CallcenterDecoder::feed(std::string_view event, EventSink& sink) {
  static constexpr Entry kEntries[] = {
      {"member-queue-start", &CallcenterDecoder::on_start, EventType::call_queued},
      {"bridge-agent-start", &CallcenterDecoder::on_bridge, EventType::call_answered},
      {"bridge-agent-end", &CallcenterDecoder::on_bridge_end, EventType::call_ended},
      {"member-queue-end", &CallcenterDecoder::on_end, EventType::call_abandoned},
  };
  if (value_of(event, "Event-Subclass") != "callcenter::info") return;
  Outlet out(edge_, sink);
  const std::string action = value_of(event, "CC-Action");
  const auto* entry = std::ranges::find(kEntries, action, &Entry::action);
  if (entry != std::end(kEntries)) return on_call(*entry, event, out);
  const auto at = instant_of_micros(value_of(event, "Event-Date-Timestamp"));
  const std::string agent = value_of(event, "CC-Agent");
  if (!at) return;
  if (action == "agent-status-change") {
    agents_.status(agent, value_of(event, "CC-Agent-Status"), *at, out);
  } else if (action == "agent-state-change") {
    agents_.state(agent, value_of(event, "CC-Agent-State"), *at, out);
  }
}

void CallcenterDecoder::on_call(const Entry& entry, std::string_view event, Outlet& out) {
  const std::string queue = value_of(event, "CC-Queue");
  const std::string raw = value_of(event, "CC-Member-Session-UUID");
  const auto at = instant_of_micros(value_of(event, "Event-Date-Timestamp"));
  const auto refuse = [&](RefusalReason reason) {
    out.refuse(reason, {.queue = queue, .type = entry.type, .at = at, .length = event.size()});
  };
  if (!at) return refuse(RefusalReason::bad_at);
  if (!good_id(raw)) return refuse(RefusalReason::bad_id);
  const LineId line = good_id(queue) ? edge_.line(queue) : LineId{};
  if (!line.set()) return refuse(RefusalReason::unknown_line);
  (this->*entry.handler)({event, *at, edge_.call(raw), line}, out);
}

CallcenterDecoder::Seen CallcenterDecoder::seen(const Word& word, Outlet& out) {
  const Seen* known = seen_.find(word.call);
  if (known != nullptr && known->line == word.line) return *known;
  const auto joined = second_of(word.event, "CC-Member-Joined-Time");
  if (joined) out.emit(word.line, *joined, CallQueued{word.call}, true);
  return {.line = word.line};
}

void CallcenterDecoder::on_start(const Word& word, Outlet& out) {
  seen_.put(word.call, {.line = word.line}, word.at);
  out.emit(word.line, word.at, CallQueued{word.call});
}

void CallcenterDecoder::on_bridge(const Word& word, Outlet& out) {
  Seen visit = seen(word, out);
  visit.answered = true;
  seen_.put(word.call, visit, word.at);
  out.emit(word.line, word.at, CallAnswered{word.call, agent_of(word.event, edge_)});
}

// That a beginning of the talk was missed is told by member-queue-end, which follows.
void CallcenterDecoder::on_bridge_end(const Word& word, Outlet& out) {
  const Seen* known = seen_.find(word.call);
  if (known == nullptr || known->line != word.line || !known->answered) return;
  Seen visit = *known;
  visit.ended = true;
  seen_.put(word.call, visit, word.at);
  out.emit(word.line, word.at, CallEnded{word.call});
}

void CallcenterDecoder::on_end(const Word& word, Outlet& out) {
  const std::string cause = value_of(word.event, "CC-Cause");
  if (cause != "Terminated" && cause != "Cancel") {
    out.refuse(RefusalReason::bad_field, {.queue = edge_.names->of(word.line),
                                          .type = EventType::call_abandoned,
                                          .at = word.at,
                                          .length = word.event.size(),
                                          .id = word.call.bits});
    return;
  }
  const Seen visit = seen(word, out);
  seen_.erase(word.call);
  if (cause == "Terminated") {
    terminated(word, visit, out);
  } else {
    cancelled(word, out);
  }
}

// The talk is over too.
void CallcenterDecoder::terminated(const Word& word, const Seen& visit, Outlet& out) {
  if (!visit.answered) {
    const auto answered = second_of(word.event, "CC-Agent-Answered-Time");
    if (!answered) {
      out.refuse(RefusalReason::bad_field, {.queue = edge_.names->of(word.line),
                                            .type = EventType::call_answered,
                                            .at = word.at,
                                            .length = word.event.size(),
                                            .id = word.call.bits});
      return;
    }
    out.emit(word.line, *answered, CallAnswered{word.call, agent_of(word.event, edge_)}, true);
  }
  if (visit.ended) return;
  const auto left = second_of(word.event, "CC-Member-Leaving-Time");
  const Instant at = left.value_or(std::chrono::floor<std::chrono::seconds>(word.at));
  out.emit(word.line, at, CallEnded{word.call}, true);
}

void CallcenterDecoder::cancelled(const Word& word, Outlet& out) {
  const std::string reason = value_of(word.event, "CC-Cancel-Reason");
  if (reason == "NONE" || reason == "BREAK_OUT") {
    return out.emit(word.line, word.at, CallAbandoned{word.call});
  }
  RedirectReason why = RedirectReason::other;
  if (reason == "TIMEOUT") why = RedirectReason::timeout;
  if (reason == "NO_AGENT_TIMEOUT") why = RedirectReason::empty;
  if (reason == "EXIT_WITH_KEY") why = RedirectReason::key;
  out.emit(word.line, word.at, CallRedirected{word.call, why});
}

}  // namespace jono::freeswitch
