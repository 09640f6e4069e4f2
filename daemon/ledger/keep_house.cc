// SPDX-License-Identifier: EUPL-1.2
// What is done once in a while, after the acknowledgements.
#include "daemon/ledger/ledger.h"

namespace jono::ledger {
namespace {

constexpr Millis kCheckpointEvery = std::chrono::minutes(1);
constexpr Millis kLookEvery = std::chrono::seconds(5);
constexpr Millis kPruneEvery = std::chrono::minutes(10);
constexpr Millis kLettersKept = std::chrono::days(7);

}  // namespace

Result<void> Ledger::keep_house(Instant now) {
  if (now - looked_at_ >= kLookEvery) {
    looked_at_ = now;
    if (auto there = parts_.journal.in_place(); !there) return there;
    if (auto there = parts_.history.in_place(); !there) return there;
  }
  if (auto done = rederive(now); !done) return done;
  if (auto done = parts_.journal.checkpoint(); !done && done.error().code == Errc::give_up) {
    return done;
  }
  if (now - checkpoint_at_ >= kCheckpointEvery && parts_.journal.head().id != saved_) {
    checkpoint_at_ = now;
    if (auto done = save_checkpoint(); !done && done.error().code == Errc::give_up) return done;
  }
  if (now - pruned_at_ < kPruneEvery) return {};
  pruned_at_ = now;
  // Only what a checkpoint holds may go.
  const Instant kept = now - settings_.journal_retention;
  if (auto done = save_checkpoint(); !done) {
    return done.error().code == Errc::give_up ? done : Result<void>{};
  }
  const auto pruned = parts_.journal.prune(kept, now - kLettersKept);
  if (pruned) {
    if (pruned->more) pruned_at_ = kNever;  // the rest in the next round
    return {};
  }
  return pruned.error().code == Errc::give_up ? Result<void>(pruned.error()) : Result<void>{};
}

}  // namespace jono::ledger
