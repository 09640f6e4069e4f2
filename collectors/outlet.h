// SPDX-License-Identifier: EUPL-1.2
// The last step of decoders: an event where its line and id are known, else a refusal.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "daemon/event/edge.h"
#include "daemon/event/sink.h"

namespace jono {

inline constexpr std::size_t kMaxId = 128;

// An id as a phone system may give it: not empty, at most 128 bytes.
[[nodiscard]] inline bool good_id(std::string_view raw) {
  return !raw.empty() && raw.size() <= kMaxId;
}

// What a refusal tells, beside its reason.
struct Refused {
  std::string_view queue = {};
  std::optional<EventType> type = {};
  std::optional<Instant> at = {};
  std::size_t length = 0;
  std::array<std::uint64_t, 2> id{};
};

// Lives as long as one call of a decoder.
class Outlet {
 public:
  Outlet(const Edge& edge, EventSink& sink) : edge_(edge), sink_(sink) {}

  [[nodiscard]] const Edge& edge() const { return edge_; }

  // To the line of that queue; refused as unknown_line where it has none.
  void emit(std::string_view queue, Instant at, const What& what);
  void emit(LineId line, Instant at, const What& what, bool coarse = false);
  void refuse(RefusalReason reason, const Refused& refused);

 private:
  const Edge& edge_;
  EventSink& sink_;
};

}  // namespace jono
