// SPDX-License-Identifier: EUPL-1.2
// An event of a call that has settled corrects figures of the past: the line's rows are derived
// again from the journal, on another thread, and swapped in.
#include <spdlog/spdlog.h>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/rederivation.h"

namespace jono::ledger {
namespace {

constexpr Millis kRederiveEvery = std::chrono::seconds(30);

}  // namespace

struct Ledger::Correction {
  Correction(const Settings& settings, std::set<LineId> of,
             std::unique_ptr<store::JournalReader> journal)
      : rows(settings.lines, static_cast<std::uint32_t>(settings.sources.size()), std::move(of)),
        reader(std::move(journal)) {}

  Rederivation rows;
  std::unique_ptr<store::JournalReader> reader;
  Result<void> read{};
  std::atomic<bool> done = false;  // the other thread has let go of all of this
};

// At most twice a minute, and one at a time. Never fatal: rows that cannot be corrected stay.
Result<void> Ledger::rederive(Instant now) {
  if (correction_) return correction_->done ? swap_in(now) : Result<void>{};
  if (late_lines_.empty() || (now >= rederived_ && now - rederived_ < kRederiveEvery)) return {};
  rederived_ = now;
  auto reader = parts_.journal.open_reader();
  if (!reader) return reader.error();
  correction_ = std::make_shared<Correction>(settings_, late_lines_, std::move(*reader));
  const auto work = [correction = correction_] {
    correction->read = correction->rows.read(*correction->reader);
    correction->done = true;
  };
  if (parts_.in_background) {
    parts_.in_background(work);
    return {};
  }
  work();
  return swap_in(now);
}

// Reads what was written meanwhile, and puts the rows into their place.
Result<void> Ledger::swap_in(Instant now) {
  const auto correction = std::exchange(correction_, nullptr);
  if (correction->read) correction->read = correction->rows.read(parts_.journal.reader());
  for (const LineId line : correction->rows.lines()) {
    late_lines_.erase(line);
    if (!correction->read) continue;
    engine_->rows(line).replace_from(whole_from(line), correction->rows.take_rows(line, now));
    spdlog::info("line {}: rows derived again", parts_.names.of(line));
  }
  if (!correction->read) {
    spdlog::error("late events do not correct the rows of the past: {}",
                  correction->read.error().what);
  }
  changed_ = true;
  return {};
}

void Ledger::end_correction() {
  if (correction_) correction_->reader->interrupt();
}

}  // namespace jono::ledger
