// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/refusal.h"

#include <algorithm>

namespace jono {
namespace {

// What a call or callback of that id says, without its other fields.
std::optional<What> what_of(EventType type, const std::array<std::uint64_t, 2>& id) {
  switch (type) {
    case EventType::call_queued:
      return CallQueued{{id}};
    case EventType::call_answered:
      return CallAnswered{{id}, {}};
    case EventType::call_abandoned:
      return CallAbandoned{{id}};
    case EventType::call_redirected:
      return CallRedirected{{id}};
    case EventType::call_lost:
      return CallLost{{id}};
    case EventType::call_refused:
      return CallRefused{{id}};
    case EventType::call_ended:
      return CallEnded{{id}};
    case EventType::callback_requested:
      return CallbackRequested{{id}, {}};
    case EventType::callback_attempted:
      return CallbackAttempted{{id}};
    case EventType::callback_reached:
      return CallbackReached{{id}};
    case EventType::callback_closed:
      return CallbackClosed{{id}};
    default:
      return std::nullopt;
  }
}

}  // namespace

Refusal refusal_of(const Event& event, RefusalReason reason, const Names& names) {
  Refusal out;
  out.reason = reason;
  out.source = event.source;
  out.seq = event.seq;
  out.epoch = event.epoch;
  out.type = event.type();
  out.at = event.at;
  if (event.line.set()) out.line = names.of(event.line);
  std::visit(
      [&out](const auto& what) {
        if constexpr (requires { what.callback; }) {
          out.id = what.callback.bits;
        } else if constexpr (requires { what.call; }) {
          out.id = what.call.bits;
        }
      },
      event.what);
  return out;
}

std::optional<Event> event_of(const Refusal& letter, const Names& names) {
  const bool named = letter.id != decltype(letter.id){};
  if (!letter.source.set() || !letter.type || !letter.at || !named) return std::nullopt;
  const LineId line = names.line(letter.source, letter.line);
  auto what = what_of(*letter.type, letter.id);
  if (!line.set() || !what) return std::nullopt;
  return Event{.at = *letter.at,
               .seq = 0,
               .source = letter.source,
               .epoch = {},
               .line = line,
               .coarse = false,
               .what = std::move(*what)};
}

void refused_line(std::string_view given, std::string& out) {
  constexpr std::size_t kMost = 64;
  constexpr std::ptrdiff_t kMostDigits = 5;  // no subscriber's number is so short
  out.clear();
  for (const char c : given.substr(0, kMost)) {
    if (c >= ' ' && c <= '~') out.push_back(c);
  }
  const auto digits = std::ranges::count_if(out, [](char c) { return c >= '0' && c <= '9'; });
  if (digits > kMostDigits) out.clear();
}

}  // namespace jono
