// SPDX-License-Identifier: EUPL-1.2
// One foreign record → the events that a mapping makes of it, not judged yet. Pure.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/mapping/mapping.h"
#include "collectors/mapping/record.h"
#include "daemon/event/raw_event.h"
#include "daemon/event/refusal.h"

namespace jono::mapping {

// Why a value cannot become its field.
struct Misfit {
  Field field{};
  std::optional<std::size_t> place;  // of the record; nullopt: a constant
  RefusalReason reason{};
  std::string_view what;  // for a person, without the value itself; a literal
};

struct Mapped {
  RawEvent event;
  std::optional<Misfit> misfit;  // the first one; its field is absent in `event`
};

// For one thread at a time.
class Mapper {
 public:
  // `mapping` outlives it, and its formats are checked.
  explicit Mapper(const Mapping& mapping) : mapping_(mapping) {}

  // One for each template whose conditions hold; none: the record is of no interest. The texts are
  // the record's, the mapping's or the mapper's own, and hold until the next map().
  [[nodiscard]] const std::vector<Mapped>& map(const Record& record);

  // A text as the value of that field, as a constant would be.
  [[nodiscard]] static std::optional<RawValue> constant(Field field, std::string_view text);

 private:
  [[nodiscard]] bool holds(const Condition& condition, const Record& record) const;
  void fill(const Template& from, const Record& record, Mapped& out);
  [[nodiscard]] std::optional<Misfit> read(const Rule& rule, const Record& record, RawValue& out);
  [[nodiscard]] std::optional<Misfit> read_instant(const Rule& rule, const Record& record,
                                                   std::string_view text, RawValue& out) const;
  [[nodiscard]] std::optional<Instant> instant(const Rule& rule, std::string_view text) const;

  const Mapping& mapping_;
  std::vector<Mapped> out_;
};

}  // namespace jono::mapping
