// SPDX-License-Identifier: EUPL-1.2
#include "collectors/outlet.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace jono {
namespace {

std::array<std::uint64_t, 2> id_of(const What& what) {
  return std::visit(
      [](const auto& e) -> std::array<std::uint64_t, 2> {
        if constexpr (requires { e.callback; }) {
          return e.callback.bits;
        } else if constexpr (requires { e.call; }) {
          return e.call.bits;
        } else {
          return {};
        }
      },
      what);
}

}  // namespace

void Outlet::emit(std::string_view queue, Instant at, const What& what) {
  const LineId line = edge_.line(queue);
  if (line.set()) {
    emit(line, at, what);
    return;
  }
  refuse(
      RefusalReason::unknown_line,
      {.queue = queue, .type = static_cast<EventType>(what.index()), .at = at, .id = id_of(what)});
}

void Outlet::emit(LineId line, Instant at, const What& what, bool coarse) {
  Event event;
  event.at = at;
  event.source = edge_.source;
  event.line = line;
  event.coarse = coarse;
  event.what = what;
  sink_.accept(std::move(event));
}

void Outlet::refuse(RefusalReason reason, const Refused& refused) {
  constexpr std::size_t kMax = std::numeric_limits<std::uint32_t>::max();
  Refusal out;
  out.reason = reason;
  out.source = edge_.source;
  out.type = refused.type;
  out.at = refused.at;
  refused_line(refused.queue, out.line);
  out.length = static_cast<std::uint32_t>(std::min(refused.length, kMax));
  out.id = refused.id;
  sink_.refuse(std::move(out));
}

}  // namespace jono
