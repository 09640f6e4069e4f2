// SPDX-License-Identifier: EUPL-1.2
// What is done once in a while, after the acknowledgements.
#include <algorithm>

#include "daemon/ledger/ledger.h"

namespace jono::ledger {
namespace {

constexpr Millis kCheckpointEvery = std::chrono::minutes(1);
constexpr Millis kLookEvery = std::chrono::seconds(5);
constexpr Millis kPruneEvery = std::chrono::minutes(10);
constexpr Millis kLettersKept = std::chrono::days(7);
// How far the clock that retention goes by may go on between two prunings: a clock that is set ten
// years ahead by mistake must not wipe out what is kept.
constexpr Millis kMostAtOnce = std::chrono::hours(6);

// A clock that was set back does not stop it.
bool due(Instant now, Instant last, Millis every) { return now < last || now - last >= every; }

}  // namespace

Result<void> Ledger::keep_house(Instant now) {
  if (due(now, looked_at_, kLookEvery)) {
    looked_at_ = now;
    note_size();
    if (auto there = parts_.journal.in_place(); !there) return there;
    if (auto there = parts_.history.in_place(); !there) return there;
  }
  if (auto done = rederive(now); !done) return done;
  if (auto done = parts_.journal.checkpoint(); !done && done.error().code == Errc::give_up) {
    return done;
  }
  if (due(now, checkpoint_at_, kCheckpointEvery) && parts_.journal.head().id != saved_) {
    checkpoint_at_ = now;
    if (auto done = save_checkpoint(); !done && done.error().code == Errc::give_up) return done;
  }
  if (!due(now, pruned_at_, kPruneEvery)) return {};
  pruned_at_ = now;
  return prune(now);
}

Result<void> Ledger::prune(Instant now) {
  retention_now_ = std::max(retention_now_, std::min(now, retention_now_ + kMostAtOnce));
  // Only what a checkpoint holds may go.
  if (auto done = save_checkpoint(); !done) {
    return done.error().code == Errc::give_up ? done : Result<void>{};
  }
  const Instant today = std::min(now, retention_now_);
  const auto pruned =
      parts_.journal.prune(today - settings_.journal_retention, today - kLettersKept);
  if (pruned) {
    if (pruned->more) pruned_at_ = kNever;  // the rest in the next round
    return {};
  }
  return pruned.error().code == Errc::give_up ? Result<void>(pruned.error()) : Result<void>{};
}

}  // namespace jono::ledger
