// SPDX-License-Identifier: EUPL-1.2
// Foreign records as events and refusals of one source: a mapping, and then the same judge that
// the event format has.
#pragma once

#include <cstddef>

#include "collectors/mapping/mapper.h"
#include "daemon/event/edge.h"
#include "daemon/event/parser.h"

namespace jono::mapping {

// For one thread at a time.
class MappedReader {
 public:
  // `mapping`, `epochs` and the names that `edge` refers to outlive it.
  MappedReader(const Mapping& mapping, const Edge& edge, EpochNames& epochs);

  // One event made of a record, or why it was refused: one of the two is there.
  struct Outcome {
    const Event* event;
    const Refusal* refusal;
    const Misfit* misfit;  // what did not fit, where a refusal comes from that
  };

  // Calls `take(const Outcome&)` for each event that the mapping makes of `record`, of which
  // `length` is the bytes. What it gives holds during the call. Returns how many; none: the record
  // is of no interest.
  template <class Take>
  std::size_t read(const Record& record, std::size_t length, Take&& take) {
    const std::vector<Mapped>& all = mapper_.map(record);
    for (const Mapped& one : all) take(judge(one, length));
    return all.size();
  }

 private:
  [[nodiscard]] Outcome judge(const Mapped& mapped, std::size_t length);

  Mapper mapper_;
  EventParser parser_;
  SourceId source_;
};

}  // namespace jono::mapping
