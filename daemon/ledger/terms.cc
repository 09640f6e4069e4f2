// SPDX-License-Identifier: EUPL-1.2
#include "daemon/ledger/terms.h"

#include <map>
#include <vector>

namespace jono::ledger {
namespace {

std::int64_t number(Instant t) { return t.time_since_epoch().count(); }
Instant instant(std::int64_t ms) { return Instant(Millis(ms)); }

}  // namespace

void save_terms(std::span<const engine::LineSettings> lines, const Names& names, ByteWriter& out) {
  std::uint32_t count = 0;
  for (const engine::LineSettings& line : lines) count += std::uint32_t(line.terms.size());
  out.number(count);
  for (const engine::LineSettings& line : lines) {
    for (const auto& [source, term] : line.terms) {
      out.text(line.id);
      out.text(names.of(source));
      out.number(number(term.from));
      out.number(number(term.until));
    }
  }
}

// A source or line that is not configured any more has no part in any figure.
std::set<LineId> changed_terms(std::span<const engine::LineSettings> lines, const Names& names,
                               ByteReader& in) {
  std::vector<std::map<SourceId, engine::Term>> then(lines.size());
  if (!in.rest().empty()) {
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
      const LineId line = names.line(in.text());
      const SourceId source = names.source(in.text());
      const Instant from = instant(in.number<std::int64_t>());
      const Instant until = instant(in.number<std::int64_t>());
      if (in.ok() && line.set() && source.set()) then[line.value][source] = {from, until};
    }
  }
  std::set<LineId> out;
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    if (then[i] != lines[i].terms) out.insert(LineId{i});
  }
  return out;
}

}  // namespace jono::ledger
