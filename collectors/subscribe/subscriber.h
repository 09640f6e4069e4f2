// SPDX-License-Identifier: EUPL-1.2
// The words of a publisher as deliveries, without its sockets. Knows no clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/mapping/json_record.h"
#include "collectors/mapping/mapped_reader.h"
#include "collectors/subscribe/holes.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/parser.h"

namespace jono::subscribe {

// For one thread.
class Subscriber {
 public:
  // `place` is what the last delivery of this source said; empty if there was none. `mapping` is
  // null where our own format is published. It and `epochs` outlive the subscriber.
  Subscriber(const Edge& edge, EpochNames& epochs, std::string_view place,
             const mapping::Mapping* mapping = nullptr);

  // An event as it was published. A number lower than the one before means, where no epoch is
  // given, that the publisher counts anew: from there on it is in an epoch of our naming. A mapped
  // one has no number.
  void on_event(std::string_view line);
  // The answer to `asked`: NDJSON. What was not asked for is left out.
  void on_replay(const Range& asked, std::string_view lines);

  [[nodiscard]] Holes& holes() { return holes_; }
  // What the publisher calls the epoch of `asked`: empty for one of our naming.
  [[nodiscard]] static std::string_view published_epoch(const Range& asked);

  // What was gathered since the last one was taken, with the place.
  [[nodiscard]] Delivery take();
  [[nodiscard]] bool empty() const {
    return gathered_.events.empty() && gathered_.refusals.empty();
  }

 private:
  void on_record(std::string_view json);
  [[nodiscard]] const Event* parse(std::string_view line);
  [[nodiscard]] std::string epoch_of(const Event& event) const;
  void note_refused(const std::string& epoch);
  void keep(const Event& event, const std::string& epoch);

  Edge edge_;
  EpochNames& epochs_;
  EventParser parser_;
  std::optional<mapping::MappedReader> mapped_;  // where there is a mapping
  std::vector<mapping::Pointer> pointers_;       // its places
  Holes holes_;
  std::uint64_t numberings_ = 0;  // times the publisher began to count anew
  Delivery gathered_;
};

}  // namespace jono::subscribe
