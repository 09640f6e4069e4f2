// SPDX-License-Identifier: EUPL-1.2
// What others ask the ledger, on their threads or its own.
#include <future>

#include "daemon/ledger/ledger.h"

namespace jono::ledger {

std::string Ledger::place(SourceId source) const { return known_[source.value].place; }

void Ledger::note_progress() {
  const std::lock_guard lock(stats_mutex_);
  stats_.journal_bytes = parts_.journal.bytes();
  stats_.progress = std::chrono::steady_clock::now();
}

Stats Ledger::stats() const {
  const std::lock_guard lock(stats_mutex_);
  return stats_;
}

std::vector<engine::HourRow> Ledger::hours_now(LineId line, Instant from, Instant to) const {
  const Instant now = parts_.clock.now();
  const auto gaps = sources_.gaps(engine_, line, now);
  return engine::hour_rows(engine_.rows(line), from, to, now,
                           [&](Instant a, Instant b) { return engine::covered_share(gaps, a, b); });
}

Result<std::vector<engine::HourRow>> Ledger::hours(LineId line, Instant from, Instant to) {
  // Shared, since the one who asks may have given up by the time of the answer.
  auto promise = std::make_shared<std::promise<std::vector<engine::HourRow>>>();
  auto future = promise->get_future();
  {
    const std::lock_guard lock(asked_mutex_);
    asked_.emplace_back(
        [this, promise, line, from, to] { promise->set_value(hours_now(line, from, to)); });
  }
  parts_.channel.poke();
  if (future.wait_for(std::chrono::seconds(30)) != std::future_status::ready) {
    return Error{Errc::retry_later, "the ledger does not answer"};
  }
  return future.get();
}

void Ledger::answer() {
  std::deque<std::function<void()>> asked;
  {
    const std::lock_guard lock(asked_mutex_);
    asked.swap(asked_);
  }
  for (const auto& question : asked) question();
}

}  // namespace jono::ledger
