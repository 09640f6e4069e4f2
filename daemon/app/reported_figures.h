// SPDX-License-Identifier: EUPL-1.2
// Joins what collectors are told of phone systems' own figures, and what the API answers of them,
// to the store that keeps them.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "collectors/file/totals.h"
#include "daemon/api/reported.h"
#include "daemon/base/clock.h"
#include "daemon/event/names.h"
#include "daemon/store/reported_store.h"

namespace jono::app {

// From any thread; one at a time is served.
class ReportedFigures final : public file::TotalsBook, public api::ReportedBook {
 public:
  // `names` and `clock` outlive it.
  [[nodiscard]] static Result<std::unique_ptr<ReportedFigures>> open(const store::DataDir& dir,
                                                                     const Names& names,
                                                                     const Clock& clock);

  [[nodiscard]] Result<void> keep(SourceId source, const std::string& file,
                                  std::span<const file::Total> totals) override;
  [[nodiscard]] Result<std::vector<api::ReportedFigure>> read(const std::string& source,
                                                              const std::string& line,
                                                              const api::InstantSpan& span,
                                                              std::size_t most) override;

 private:
  ReportedFigures(std::unique_ptr<store::ReportedStore> store, const Names& names,
                  const Clock& clock)
      : names_(names), clock_(clock), store_(std::move(store)) {}

  const Names& names_;
  const Clock& clock_;
  std::mutex mutex_;
  std::unique_ptr<store::ReportedStore> store_;
};

}  // namespace jono::app
