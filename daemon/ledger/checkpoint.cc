// SPDX-License-Identifier: EUPL-1.2
// The ledger's state as bytes, in history.db.
#include <spdlog/spdlog.h>

#include "daemon/engine/state.h"
#include "daemon/ledger/ledger.h"
#include "daemon/ledger/terms.h"

namespace jono::ledger {

Result<void> Ledger::save_checkpoint() {
  store::Checkpoint checkpoint{.journal = parts_.journal.head(), .state = {}};
  const std::string connections = save_connections();
  {
    ByteWriter out(checkpoint.state);
    out.number(static_cast<std::uint32_t>(connections.size()));
    out.bytes(connections);
  }
  engine::save_state(*engine_, live_, parts_.names, parts_.epochs, checkpoint.state);
  std::vector<engine::LineRows*> rows;
  for (std::uint32_t i = 0; i < engine_->lines(); ++i) rows.push_back(&engine_->rows(LineId{i}));
  if (auto done = parts_.history.save(checkpoint, parts_.names, rows); !done) return done;
  saved_ = checkpoint.journal.id;
  return {};
}

// The connections' past; the collectors' places, for a start without a journal; the lines whose
// rows are still to be corrected; who counted when.
std::string Ledger::save_connections() {
  std::string out;
  sources_.save(parts_.names, out);
  ByteWriter to(out);
  to.number(static_cast<std::uint32_t>(known_.size()));
  for (std::uint32_t s = 0; s < known_.size(); ++s) {
    to.text(parts_.names.of(SourceId{s}));
    to.number(static_cast<std::uint32_t>(known_[s].saved.size()));
    to.bytes(known_[s].saved);
  }
  to.number(static_cast<std::uint32_t>(late_lines_.size()));
  for (const LineId line : late_lines_) to.text(parts_.names.of(line));
  save_terms(settings_.lines, parts_.names, to);
  return out;
}

// Splits `state`, whose second part is the engine's. Checkpoints of old have but the connections.
bool Ledger::restore_connections(std::string_view state, std::string_view& engine_part) {
  ByteReader all(state);
  ByteReader in(all.bytes(all.number<std::uint32_t>()));
  engine_part = all.rest();
  if (!all.ok() || !sources_.restore(in, parts_.names)) return false;
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const SourceId source = parts_.names.source(in.text());
    const std::string_view place = in.bytes(in.number<std::uint32_t>());
    if (source.set() && !place.empty()) restore_place({source, std::string(place)});
  }
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const LineId line = parts_.names.line(in.text());
    if (line.set()) late_lines_.insert(line);
  }
  for (const LineId line : changed_terms(settings_.lines, parts_.names, in)) {
    spdlog::info("line {}: its handover is another one now, its rows are derived again",
                 parts_.names.of(line));
    late_lines_.insert(line);
  }
  return in.ok();
}

bool Ledger::restore(std::string_view state) {
  std::string_view engine_part;
  return restore_connections(state, engine_part) &&
         engine::restore_state(engine_part, *engine_, live_, parts_.names, parts_.epochs);
}

}  // namespace jono::ledger
