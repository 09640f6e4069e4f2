// SPDX-License-Identifier: EUPL-1.2
// Everything derived again from what the journal holds: after it was cut back behind the
// checkpoint, or where there is no checkpoint that can be read.
#include <spdlog/spdlog.h>

#include "daemon/engine/state.h"
#include "daemon/ledger/ledger.h"

namespace jono::ledger {
namespace {

// Calls and callbacks that were open when the journal was cut are not in it whole.
constexpr Millis kCutMargin = std::chrono::days(7);

}  // namespace

void Ledger::begin_anew() {
  live_ = engine::Live(settings_.lines, parts_.names.sources());
  engine_ = std::make_unique<engine::Engine>(settings_.lines, parts_.names.sources(), &live_,
                                             settings_.settle_after);
  sources_ = Sources(settings_.sources);
  sources_.begin(parts_.clock.now());
  known_.assign(settings_.sources.size(), {});
  late_lines_.clear();
  ticked_ = kNever;
}

// The first quarter of which the journal holds everything; no quarter at all while it is empty.
Quarter Ledger::whole_from(LineId line) const {
  const auto begins = parts_.journal.begins();
  if (!begins) return Quarter::max();
  if (parts_.journal.anchor().id.value == 0) return Quarter::min();
  const calendar::Zone& zone = settings_.lines[line.value].calendar.zone();
  return quarter_of(zone.day_end(zone.date_of(*begins + kCutMargin)));
}

Result<void> Ledger::replay_all(const std::optional<store::Checkpoint>& kept) {
  begin_anew();
  std::string_view state;
  if (kept && restore_connections(kept->state, state)) known_.assign(known_.size(), {});
  if (auto read = read_tail({}); !read) return read;
  for (std::uint32_t i = 0; i < settings_.lines.size(); ++i) {
    if (auto done = keep_older_rows(LineId{i}); !done) return done;
  }
  if (kept) sources_.lost_since(last_received_.value_or(kNever));
  if (parts_.journal.anchor().id.value == 0) return {};
  if (!state.empty()) take_past(state);
  // What was pruned counts no longer, and part of a sum would be wrong.
  for (engine::LineCounters& counters : live_.lines()) counters = {};
  for (engine::SourceCounters& counters : live_.sources()) counters = {};
  forget_repeats_ = true;
  return {};
}

// Puts the rows from before the journal's whole days, which history.db alone holds, in front.
Result<void> Ledger::keep_older_rows(LineId line) {
  engine::LineRows rows(settings_.lines[line.value]);
  auto loaded = load_rows_of(line, rows);
  const Quarter from = whole_from(line);
  if (!loaded && (loaded.error().code != Errc::bad_input || from != Quarter::min())) return loaded;
  if (!loaded) {
    spdlog::error("{}: line {} is derived from the journal", loaded.error().what,
                  parts_.names.of(line));
    rows = engine::LineRows(settings_.lines[line.value]);
  }
  rows.replace_from(from, std::move(engine_->rows(line)));
  engine_->rows(line) = std::move(rows);
  return {};
}

// What the checkpoint knew from before the journal begins: numbers that must not count as new.
void Ledger::take_past(std::string_view state) {
  engine::Live live(settings_.lines, parts_.names.sources());
  engine::Engine past(settings_.lines, parts_.names.sources(), nullptr, settings_.settle_after);
  const auto begins = parts_.journal.begins();
  if (begins && engine::restore_state(state, past, live, parts_.names, parts_.epochs)) {
    engine_->take_past(past, *begins);
  }
}

}  // namespace jono::ledger
