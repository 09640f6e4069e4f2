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

  // One visit changed from `before` to `after`; null: it was not there, it is no more.
  void change(const Visit* before, const Visit* after);
  void add(const Callback& callback) { count(callback, 1); }
  void remove(const Callback& callback) { count(callback, -1); }
  void add(const RefusedCall& call) { touch(quarter_of(call.at)).refused += 1; }
  void remove(const RefusedCall& call) { touch(quarter_of(call.at)).refused -= 1; }

  using Entry = std::pair<Quarter, std::unique_ptr<QuarterRow>>;
  // Sorted by quarter; quarters in which nothing happened are left out.
  [[nodiscard]] const std::vector<Entry>& quarters() const { return quarters_; }
  [[nodiscard]] const LineSettings& line() const { return *line_; }

  // What quarters before those kept here carry over.
  struct Carried {
    std::int64_t visits = 0;
    std::int64_t callbacks = 0;
    bool any = false;  // some row of the line begins before those kept here
    void pass(const QuarterRow& q);
  };
  [[nodiscard]] const Carried& carried() const { return carried_; }
  void restore(Carried carried) { carried_ = carried; }
  // Whether the line has rows from before `end`.
  [[nodiscard]] bool begins_before(Instant end) const;
  // The rows of [from, to), to whole quarters, with what those before carry over.
  [[nodiscard]] LineRows copy(Instant from, Instant to) const;
  // An empty row, to be filled in by who restores it; it does not count as changed.
  [[nodiscard]] QuarterRow& restore(Quarter quarter);

  // Calls f(Quarter, const QuarterRow&) for each row that changed since the last mark_saved().
  template <class F>
  void for_each_changed(F f) {
    for (const Quarter quarter : changed_) f(quarter, std::as_const(row(quarter)));
  }
  void mark_saved();
  // A hint that the row that was found last will be needed soon (prefetch.h).
  void expect(std::size_t step) const;
  // Takes over the rows of `other`, of the same line, from `limit` on. Those that it lacks are
  // empty.
  void replace_from(Quarter limit, LineRows&& other);

 private:
  void step(Instant at, int delta);
  void close(Instant at, int sign);
  void count(const Callback& callback, int sign);
  QuarterRow& row(Quarter quarter);
  QuarterRow& touch(Quarter quarter);

  const LineSettings* line_;
  std::vector<Entry> quarters_;
  std::vector<Quarter> changed_;
  Carried carried_;
  std::size_t latest_ = 0;  // the place found last: events come in order, mostly
};

}  // namespace jono::engine
