// SPDX-License-Identifier: EUPL-1.2
// One record of a report into the figures that it gives. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "collectors/file/totals.h"
#include "collectors/mapping/mapper.h"
#include "daemon/event/edge.h"

namespace jono::file {

// For one thread at a time.
class TotalsReader {
 public:
  // Both outlive it.
  TotalsReader(const TotalsRules& rules, const Edge& edge)
      : rules_(rules), edge_(edge), mapper_(rules.rules) {}

  struct Misfit {
    std::optional<std::size_t> place;  // of the record; nullopt: it is about the record
    std::string_view what;             // a literal
  };
  // Adds to `out`; an empty cell is no figure, and a record of which `when` wants nothing is none.
  [[nodiscard]] std::optional<Misfit> read(const mapping::Record& record, std::vector<Total>& out);

 private:
  [[nodiscard]] std::optional<Misfit> read_interval(const RawEvent& raw, Total& out) const;
  [[nodiscard]] std::optional<std::size_t> place_of(Field field) const;

  const TotalsRules& rules_;
  const Edge edge_;
  mapping::Mapper mapper_;
};

}  // namespace jono::file
