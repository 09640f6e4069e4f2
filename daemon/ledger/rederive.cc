// SPDX-License-Identifier: EUPL-1.2
// An event of a call that has settled corrects figures of the past: the line's rows are derived
// again from the journal, on a copy, and swapped in.
#include <spdlog/spdlog.h>

#include "daemon/ledger/ledger.h"

namespace jono::ledger {
namespace {

constexpr Millis kRederiveEvery = std::chrono::seconds(30);

}  // namespace

Result<void> Ledger::rederive(Instant now) {
  if (late_lines_.empty() || (now >= rederived_ && now - rederived_ < kRederiveEvery)) return {};
  rederived_ = now;
  const auto lines = std::exchange(late_lines_, {});
  for (const LineId line : lines) {
    if (auto done = rederive_line(line, now); !done) return done;
  }
  changed_ = true;
  return {};
}

Result<void> Ledger::rederive_line(LineId line, Instant now) {
  engine::Engine again(settings_.lines, parts_.names.sources(), nullptr, std::nullopt);
  auto& reader = parts_.journal.reader();
  const auto read = reader.for_each_of(line, kNever, Instant::max(), [&](const auto& batch) {
    for (const Event& event : batch.events) {
      // Other lines' events still tell how far their source has got.
      if (again.admit(event) == engine::Admission::fresh) static_cast<void>(again.apply(event));
    }
  });
  if (!read) return read;
  again.advance(now);
  engine_->rows(line).replace_from(whole_from(line), std::move(again.rows(line)));
  spdlog::info("line {}: rows derived again for late events", parts_.names.of(line));
  return {};
}

}  // namespace jono::ledger
