// SPDX-License-Identifier: EUPL-1.2
// The quarter rows of one line, kept right under every change of a visit or callback.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "daemon/engine/quarter_row.h"

namespace jono::engine {

class LineRows {
 public:
  // `line` outlives the rows.
  explicit LineRows(const LineSettings& line) : line_(&line) {}

  void add(const Visit& visit) { count(visit, 1); }
  void remove(const Visit& visit) { count(visit, -1); }
  void add(const Callback& callback) { count(callback, 1); }
  void remove(const Callback& callback) { count(callback, -1); }
  void add(const RefusedCall& call) { row(quarter_of(call.at)).refused += 1; }
  void remove(const RefusedCall& call) { row(quarter_of(call.at)).refused -= 1; }

  using Entry = std::pair<Quarter, std::unique_ptr<QuarterRow>>;
  // Sorted by quarter; quarters in which nothing happened are left out.
  [[nodiscard]] const std::vector<Entry>& quarters() const { return quarters_; }
  [[nodiscard]] const LineSettings& line() const { return *line_; }

 private:
  void count(const Visit& visit, int sign);
  void count(const Callback& callback, int sign);
  QuarterRow& row(Quarter quarter);

  const LineSettings* line_;
  std::vector<Entry> quarters_;
  std::size_t latest_ = 0;  // the place found last: events come in order, mostly
};

}  // namespace jono::engine
