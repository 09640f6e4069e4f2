// SPDX-License-Identifier: EUPL-1.2
// Rows of some lines derived again from the journal, on a copy, apart from the ledger. On any
// thread, one at a time.
#pragma once

#include <functional>
#include <set>
#include <span>

#include "daemon/engine/engine.h"
#include "daemon/store/journal_reader.h"

namespace jono::ledger {

class Rederivation {
 public:
  // `lines` in the order of LineId; they outlive this.
  Rederivation(std::span<const engine::LineSettings> lines, std::uint32_t sources,
               std::set<LineId> of)
      : of_(std::move(of)), again_(lines, sources, nullptr, std::nullopt) {}

  // Takes every batch after the last one that it took, and calls `taken` (may be empty) after each.
  // After an error the rows are worth nothing.
  using Taken = std::function<void(const store::StoredBatch&)>;
  [[nodiscard]] Result<void> read(store::JournalReader& journal, const Taken& taken = {});

  [[nodiscard]] const std::set<LineId>& lines() const { return of_; }
  // What became of one of these lines, at `now`. Once.
  [[nodiscard]] engine::LineRows take_rows(LineId line, Instant now);

 private:
  std::set<LineId> of_;
  engine::Engine again_;
  store::BatchId taken_;
};

}  // namespace jono::ledger
