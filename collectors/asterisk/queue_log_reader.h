// SPDX-License-Identifier: EUPL-1.2
// From the bytes of a queue_log to deliveries, each with the place from which a restart goes on.
// Pure: no file, no clock.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>

#include "collectors/asterisk/queue_log_decoder.h"
#include "collectors/asterisk/tail_state.h"
#include "daemon/event/channel.h"

namespace jono::asterisk {

class QueueLogReader {
 public:
  static constexpr std::size_t kMostEvents = 4096;  // in one delivery, but for its last line's
  static constexpr std::size_t kMostLine = 65'536;  // without its end; more is refused as it is

  // `witness`: see the decoder.
  explicit QueueLogReader(const Edge& edge, Witness* witness = nullptr)
      : source_(edge.source), decoder_(edge, witness) {}

  // What take() is given next stands at `place`. It goes on with what stood elsewhere before.
  void go_to(const LogPlace& place) { place_ = place; }
  [[nodiscard]] const LogPlace& place() const { return place_; }

  // Takes whole lines from the front of `bytes`, and tells how many bytes. Stops early when a
  // delivery is full: take that, and call it again. `last`: nothing will ever follow, so a line
  // without its end is whole too.
  std::size_t take(std::string_view bytes, bool last);

  // Some ends are held, for what follows may explain them; see the decoder.
  [[nodiscard]] bool holds() const { return decoder_.first_held().has_value(); }
  void flush();

  // nullopt: nothing has changed. The place is that of the first line whose events were not told.
  [[nodiscard]] std::optional<Delivery> take_delivery();

 private:
  struct Start {
    std::uint64_t line;
    LogPlace place;
  };

  void forget_told();

  const SourceId source_;
  QueueLogDecoder decoder_;
  LogPlace place_;
  LogPlace told_;
  std::uint64_t lines_ = 0;
  std::deque<Start> starts_;  // of the lines since the first one that is held
  Delivery gathered_;
};

}  // namespace jono::asterisk
