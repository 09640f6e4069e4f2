// SPDX-License-Identifier: EUPL-1.2
// The parts of a scrape, in the order in which they are shown.
#pragma once

#include "daemon/metrics/family.h"
#include "daemon/metrics/snapshot_metrics.h"

namespace jono::metrics {

void add_line_facts(Families& out, const Scrape& scrape);
// Withdrawn where the line is not known.
void add_line_figures(Families& out, const Scrape& scrape);
// Every label value exists from the start, at 0.
void add_call_counters(Families& out, const Scrape& scrape);
void add_callback_counters(Families& out, const Scrape& scrape);
// hour_* and day_*: one gauge a column.
void add_rows(Families& out, const Scrape& scrape);
// Figures for now of a source and its backlogs are withdrawn while it is down.
void add_sources(Families& out, const Scrape& scrape);
void add_backlogs(Families& out, const Scrape& scrape);
void add_alerts(Families& out, const Scrape& scrape);
void add_daemon(Families& out, const Scrape& scrape);

// Calls use(line's label value, line's snapshot) for each line.
template <class Use>
void for_each_line(const Scrape& scrape, Use use) {
  for (std::size_t i = 0; i < scrape.context.lines.size(); ++i) {
    use(scrape.context.lines[i].id, *scrape.snapshot.lines[i]);
  }
}

// One sample for each value of an enum, which names the places of `counts`, beside the
// label of the line or source that they belong to.
template <class Enum, std::size_t N>
void add_each(Family& family, const prometheus::ClientMetric::Label& owner, const char* label,
              const std::array<std::uint64_t, N>& counts) {
  for (std::size_t i = 0; i < N; ++i) {
    const std::string_view value = name_of(static_cast<Enum>(i));
    family.add({owner, {label, std::string(value)}}, number(counts[i]));
  }
}

}  // namespace jono::metrics
