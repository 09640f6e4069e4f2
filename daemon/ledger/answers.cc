// SPDX-License-Identifier: EUPL-1.2
// What others ask the ledger, on their threads or its own.
#include <future>

#include "daemon/ledger/ledger.h"

namespace jono::ledger {

std::string Ledger::place(SourceId source) const { return known_[source.value].place; }

void Ledger::note_progress() {
  const std::lock_guard lock(stats_mutex_);
  stats_.progress = std::chrono::steady_clock::now();
}

void Ledger::note_size() {
  const std::uint64_t bytes = parts_.journal.bytes();
  const std::lock_guard lock(stats_mutex_);
  stats_.journal_bytes = bytes;
}

Stats Ledger::stats() const {
  const std::lock_guard lock(stats_mutex_);
  return stats_;
}

template <class T>
Result<T> Ledger::ask(std::function<T()> question) {
  // Shared, since the one who asks may have given up by the time of the answer.
  auto promise = std::make_shared<std::promise<T>>();
  auto future = promise->get_future();
  {
    const std::lock_guard lock(asked_mutex_);
    if (phase_ == Phase::stopped || phase_ == Phase::failed) {
      return Error{Errc::retry_later, "the daemon is stopping"};
    }
    if (phase_ == Phase::recovering && !recovered_) {
      return Error{Errc::retry_later, "the journal is still being read; try again soon"};
    }
    asked_.emplace_back(
        [promise, question = std::move(question)] { promise->set_value(question()); });
  }
  parts_.channel.poke();
  if (future.wait_for(std::chrono::seconds(30)) != std::future_status::ready) {
    return Error{Errc::retry_later, "the ledger does not answer"};
  }
  return future.get();
}

using Record = std::shared_ptr<const engine::LineRecord>;

Result<Record> Ledger::record(LineId line, Instant from, Instant to) {
  return ask<Record>([this, line, from, to] { return record_now(line, from, to); });
}

Record Ledger::record_now(LineId line, Instant from, Instant to) const {
  const Instant now = parts_.clock.now();
  const calendar::Zone& zone = engine_->settings(line).calendar.zone();
  return std::make_shared<engine::LineRecord>(engine::LineRecord{
      engine_->rows(line).copy(zone.hour_start(from), zone.hour_end(to - Millis(1))),
      sources_.gaps(*engine_, line, now), now});
}

Result<std::vector<engine::OpenCallback>> Ledger::open_callbacks(LineId line) {
  return ask<std::vector<engine::OpenCallback>>([this, line] {
    std::vector<engine::OpenCallback> out;
    engine_->for_each_open_callback(
        line, [&](const engine::OpenNode& node) { out.push_back({node.since, node.due_end}); });
    return out;
  });
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
