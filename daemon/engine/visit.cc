// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/visit.h"

#include <algorithm>

namespace jono::engine {
namespace {

// Who was queued or refused while another source counted for the line has a history there.
void leave_out(const Term& term, CallHistory& out) {
  const auto outside = [&](Instant t) { return !term.holds(t); };
  if (!out.visits.empty() && outside(out.visits.back().queued)) out.open = out.missing = false;
  std::erase_if(out.visits, [&](const Visit& visit) { return outside(visit.queued); });
  std::erase_if(out.refused, [&](const RefusedCall& call) { return outside(call.at); });
}

bool is_closing(FactKind kind) { return kind <= FactKind::lost; }

Outcome outcome_of(FactKind kind) {
  switch (kind) {
    case FactKind::answered:
      return Outcome::answered;
    case FactKind::abandoned:
      return Outcome::abandoned;
    case FactKind::redirected:
      return Outcome::redirected;
    default:
      return Outcome::lost;
  }
}

// One walk over one call's steps.
class Run {
 public:
  Run(std::span<const Fact> facts, const WalkContext& context, std::vector<Step>& steps,
      CallHistory& out)
      : facts_(facts), context_(context), steps_(steps), out_(out) {}

  void all() {
    for (std::size_t from = 0; from < steps_.size();) from = instant(from);
    settle_open();
  }

 private:
  // Walks every step of one instant, from steps_[from] on; returns where the next instant begins.
  // Steps that have taken effect are swapped to the front, so that [from, next_) is done.
  std::size_t instant(std::size_t from) {
    const Instant at = steps_[from].at;
    const auto later = std::find_if(steps_.begin() + std::ptrdiff_t(from), steps_.end(),
                                    [&](const Step& s) { return s.at != at; });
    std::size_t end = std::size_t(later - steps_.begin());
    next_ = from;
    while (next_ < end && (take_closing(end) || take_queueing(end))) {
    }
    while (next_ < end) end -= leftover(end);
    return end;
  }

  bool take(std::size_t place) {
    const auto next = steps_.begin() + std::ptrdiff_t(next_++);
    std::rotate(next, steps_.begin() + std::ptrdiff_t(place),
                steps_.begin() + std::ptrdiff_t(place) + 1);
    return true;
  }

  bool take_closing(std::size_t end) {
    if (!out_.open || next_ == end || !is_closing(steps_[next_].kind)) return false;
    close(steps_[next_]);
    return take(next_);
  }

  bool take_queueing(std::size_t end) {
    std::size_t place = next_;
    while (place < end && steps_[place].kind < FactKind::queued) ++place;
    if (place == end || steps_[place].kind != FactKind::queued) return false;
    const Instant at = steps_[place].at;
    if (out_.open) {
      out_.requeued = true;
      if (!lose_open(at)) return false;
    }
    out_.visits.push_back({.queued = at});
    out_.open = true;
    return take(place);
  }

  void close(const Step& step) {
    Visit& visit = out_.visits.back();
    visit.closed = step.at;
    visit.outcome = outcome_of(step.kind);
    visit.reason = step.kind == FactKind::redirected ? static_cast<RedirectReason>(step.reason)
                                                     : RedirectReason::other;
    visit.by_event = step.kind == FactKind::lost;
    out_.open = false;
  }

  // A new queueing at `at` ends the open visit where that is missing or too old.
  bool lose_open(Instant at) {
    Visit& visit = out_.visits.back();
    const auto missing = missing_since(visit.queued, at, facts_, context_.snapshots);
    if (!missing && at - visit.queued < context_.lost_after) return false;
    visit.outcome = Outcome::lost;
    visit.closed = missing.value_or(visit.queued + context_.lost_after);
    return true;
  }

  // What had no part in opening or closing visits. Returns 1 if it went on to a later instant.
  std::size_t leftover(std::size_t end) {
    const Step step = steps_[next_];
    if (!has_place(step)) {
      if (step.may_shift && shift(next_, end)) return 1;
      ++out_.orphans;
    }
    ++next_;
    return 0;
  }

  bool has_place(const Step& step) {
    if (is_closing(step.kind)) return replace_lost(step);
    if (step.kind == FactKind::ended) return end_talk(step);
    if (step.kind == FactKind::refused) {
      out_.refused.push_back({step.at, static_cast<RefusedReason>(step.reason)});
    }
    return true;
  }

  bool replace_lost(const Step& step) {
    if (out_.visits.empty() || !out_.visits.back().by_event || step.kind == FactKind::lost) {
      return false;
    }
    close(step);
    return true;
  }

  bool end_talk(const Step& step) {
    for (auto visit = out_.visits.rbegin(); visit != out_.visits.rend(); ++visit) {
      if (visit->outcome == Outcome::answered && !visit->ended) {
        visit->ended = step.at;
        return true;
      }
    }
    return false;
  }

  // A coarse closing (end) less than 1 s before a queueing (answer) takes that instant.
  bool shift(std::size_t place, std::size_t end) {
    Step step = steps_[place];
    const FactKind wanted = is_closing(step.kind) ? FactKind::queued : FactKind::answered;
    for (std::size_t i = end; i < steps_.size(); ++i) {
      if (steps_[i].at - step.at >= std::chrono::seconds(1)) return false;
      if (steps_[i].kind != wanted) continue;
      step.at = steps_[i].at;
      step.may_shift = false;
      steps_.erase(steps_.begin() + std::ptrdiff_t(place));
      steps_.insert(std::upper_bound(steps_.begin() + std::ptrdiff_t(end) - 1, steps_.end(), step),
                    step);
      return true;
    }
    return false;
  }

  void settle_open() {
    if (!out_.open) return;
    Visit& visit = out_.visits.back();
    const auto missing = missing_since(visit.queued, Instant::max(), facts_, context_.snapshots);
    out_.missing = missing.has_value();
    if (!missing && context_.clock - visit.queued < context_.lost_after) return;
    visit.outcome = Outcome::lost;
    visit.closed = missing.value_or(visit.queued + context_.lost_after);
  }

  std::span<const Fact> facts_;
  const WalkContext& context_;
  std::vector<Step>& steps_;
  CallHistory& out_;
  std::size_t next_ = 0;
};

}  // namespace

void CallHistory::clear() {
  visits.clear();
  refused.clear();
  orphans = 0;
  open = missing = requeued = false;
}

void Walker::walk(std::span<const Fact> facts, const WalkContext& context, CallHistory& out) {
  out.clear();
  steps_.clear();
  pairing_.run(facts, steps_);
  append_counting_listings(facts, steps_);
  std::ranges::sort(steps_);
  Run(facts, context, steps_, out).all();
  leave_out(context.term, out);
}

}  // namespace jono::engine
