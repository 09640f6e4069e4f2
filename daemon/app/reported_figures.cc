// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/reported_figures.h"

namespace jono::app {

Result<std::unique_ptr<ReportedFigures>> ReportedFigures::open(const store::DataDir& dir,
                                                               const Names& names,
                                                               const Clock& clock) {
  auto store = store::ReportedStore::open(dir);
  if (!store) return store.error();
  return std::unique_ptr<ReportedFigures>(new ReportedFigures(std::move(*store), names, clock));
}

Result<void> ReportedFigures::keep(SourceId source, const std::string& file,
                                   std::span<const file::Total> totals) {
  std::vector<store::Reported> figures;
  figures.reserve(totals.size());
  for (const file::Total& total : totals) {
    figures.push_back({.source = names_.of(source),
                       .line = names_.of(total.line),
                       .from = total.from,
                       .to = total.to,
                       .figure = std::string(file::kFigures.at(total.figure).name),
                       .value = total.value,
                       .file = file});
  }
  const std::lock_guard lock(mutex_);
  return store_->keep(clock_.now(), figures);
}

Result<std::vector<api::ReportedFigure>> ReportedFigures::read(const std::string& source,
                                                               const std::string& line,
                                                               const api::InstantSpan& span,
                                                               std::size_t most) {
  const std::lock_guard lock(mutex_);
  auto found = store_->read(
      {.source = source, .line = line, .from = span.from, .to = span.to, .most = most});
  if (!found) return found.error();
  std::vector<api::ReportedFigure> out;
  out.reserve(found->size());
  for (store::Reported& one : *found) {
    out.push_back({std::move(one.source), std::move(one.line), one.from, one.to,
                   std::move(one.figure), one.value, std::move(one.file)});
  }
  return out;
}

}  // namespace jono::app
