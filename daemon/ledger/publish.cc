// SPDX-License-Identifier: EUPL-1.2
// The snapshot: made at most five times a second, and only of what may have changed.
#include <algorithm>

#include "daemon/ledger/ledger.h"

namespace jono::ledger {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kFastest{200};
constexpr int kShare = 20;           // making snapshots takes at most a twentieth of the time
constexpr std::size_t kRounds = 10;  // in so many snapshots every line is looked at, busy or not

// Time alone changes its figures.
bool moves_by_itself(const engine::LineSnapshot& line) {
  const auto& figures = line.figures;
  return figures.queue_length > 0 || figures.callbacks_open > 0 ||
         figures.windows.back().offered > 0 || figures.windows.back().wait_mean ||
         figures.windows.back().abandoned > 0;
}

}  // namespace

std::shared_ptr<const engine::Snapshot> Ledger::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
}

std::shared_ptr<const engine::LineSnapshot> Ledger::line_now(LineId line, Instant now) {
  auto fresh = std::make_shared<engine::LineSnapshot>(live_.line_snapshot(*engine_, line, now));
  const auto gaps = sources_.gaps(*engine_, line, now);
  fresh->known = sources_.known(*engine_, line, now);
  fresh->settled = sources_.settled(*engine_, line, now);
  for (engine::HourRow* row : {&fresh->hour, &fresh->previous_hour, &fresh->day}) {
    row->coverage = engine::covered_share(gaps, row->start, std::min(row->end, now));
  }
  fresh->coverage = fresh->hour.coverage;
  return fresh;
}

std::vector<engine::SourceStatus> Ledger::sources_now(Instant now) {
  std::vector<engine::SourceStatus> out(settings_.sources.size());
  for (std::uint32_t s = 0; s < out.size(); ++s) {
    const SourceId source{s};
    out[s] = live_.source_status(source, now);
    out[s].counters.duplicates += known_[s].repeated;
    out[s].received = known_[s].received;
    if (engine_->latest(source) != kNever) out[s].last_event = engine_->latest(source);
    out[s].silent_since = sources_.silent_since(source);
    out[s].up = sources_.up(source);
    out[s].best_effort = !sources_.resumes(source);
    out[s].up_since = sources_.up_since(source);
    out[s].skew = skews_[s];
  }
  return out;
}

void Ledger::publish(Instant now) {
  const auto begin = steady_clock::now();
  // A clock that was set back does not stop it.
  const bool waiting = now >= published_ && now < publish_after_;
  if (!changed_ || waiting) return;
  changed_ = false;
  published_ = now;
  auto next = std::make_shared<engine::Snapshot>();
  if (snapshot_) {
    next->lines = snapshot_->lines;
  } else {
    next->lines.resize(settings_.lines.size());
  }
  next->now = now;
  next->backlogs = live_.backlogs();
  next->sources = sources_now(now);
  std::vector<bool> wanted(next->lines.size());
  for (const LineId line : live_.take_changed()) wanted[line.value] = true;
  const std::size_t turn = refresh_next_++ % kRounds;
  for (std::uint32_t i = 0; i < next->lines.size(); ++i) {
    const engine::LineSnapshot* old = next->lines[i].get();
    wanted[i] = wanted[i] || old == nullptr || i % kRounds == turn || moves_by_itself(*old) ||
                old->hour.end <= now || old->known != sources_.known(*engine_, LineId{i}, now) ||
                old->settled != sources_.settled(*engine_, LineId{i}, now);
  }
  for (std::uint32_t i = 0; i < next->lines.size(); ++i) {
    if (wanted[i]) next->lines[i] = line_now(LineId{i}, now);
  }
  {
    const std::lock_guard lock(snapshot_mutex_);
    snapshot_ = std::move(next);
  }
  if (parts_.published) parts_.published();
  const auto took = std::chrono::ceil<Millis>(steady_clock::now() - begin);
  publish_after_ = now + std::max<Millis>(kFastest, took * kShare);
}

}  // namespace jono::ledger
