// SPDX-License-Identifier: EUPL-1.2
#include "tests/engine/reference_walk.h"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace jono::engine::reference {
namespace {

using namespace std::chrono_literals;

constexpr Millis kSecond = 1s;
constexpr Millis kNear = 2s;

bool closes(EventType type) {
  return type == EventType::call_answered || type == EventType::call_abandoned ||
         type == EventType::call_redirected || type == EventType::call_lost;
}

// Queueing, closing, end of talk and refusal, as 0 to 3.
int step_of(EventType type) {
  if (type == EventType::call_queued) return 0;
  if (closes(type)) return 1;
  return type == EventType::call_ended ? 2 : 3;
}

Outcome outcome_of(EventType type) {
  switch (type) {
    case EventType::call_answered:
      return Outcome::answered;
    case EventType::call_abandoned:
      return Outcome::abandoned;
    case EventType::call_redirected:
      return Outcome::redirected;
    default:
      return Outcome::lost;
  }
}

// "In order of time, then of type as in the walk". EventType has the closings in that order.
bool earlier(const Fact& a, const Fact& b) {
  return std::tie(a.at, a.type, a.reason) < std::tie(b.at, b.type, b.reason);
}

using Index = std::size_t;
constexpr Index kNone = static_cast<Index>(-1);

// The earliest unpaired one in [from, to) of the coarse one's own type, else the earliest.
Index partner(const std::vector<Fact>& fine, const std::vector<bool>& taken, const Fact& coarse,
              Instant from, Instant to) {
  Index any = kNone;
  for (Index i = 0; i < fine.size(); ++i) {
    if (taken[i] || fine[i].at < from || fine[i].at >= to) continue;
    if (step_of(fine[i].type) != step_of(coarse.type)) continue;
    if (fine[i].type == coarse.type) return i;
    if (any == kNone) any = i;
  }
  return any;
}

std::vector<Fact> paired(const std::vector<Fact>& facts) {
  std::vector<Fact> fine;
  std::vector<Fact> coarse;
  for (const Fact& fact : facts) (fact.coarse ? coarse : fine).push_back(fact);
  std::ranges::sort(fine, earlier);
  std::ranges::sort(coarse, earlier);

  std::vector<bool> taken(fine.size(), false);
  std::vector<Fact> out;
  const auto pass = [&](Millis before, Millis after) {
    std::vector<Fact> left;
    for (const Fact& c : coarse) {
      const Index i = partner(fine, taken, c, c.at - before, c.at + after);
      if (i == kNone) {
        left.push_back(c);
        continue;
      }
      taken[i] = true;
      out.push_back({fine[i].at, c.type, c.reason, false});
    }
    coarse = left;
  };
  pass(0ms, 1000ms);
  pass(500ms, 1500ms);
  for (Index i = 0; i < fine.size(); ++i) {
    if (!taken[i]) out.push_back(fine[i]);
  }
  out.insert(out.end(), coarse.begin(), coarse.end());
  return out;
}

// The listings that count, as queueings after the others.
void add_listings(std::vector<Listing> listings, std::vector<Fact>& facts) {
  std::ranges::sort(listings, [](const Listing& a, const Listing& b) {
    return std::tie(a.snapshot, a.queued) < std::tie(b.snapshot, b.queued);
  });
  for (const Listing& listing : listings) {
    const bool known = std::ranges::any_of(facts, [&](const Fact& fact) {
      return fact.type == EventType::call_queued &&
             std::chrono::abs(fact.at - listing.queued) <= kNear;
    });
    if (!known) facts.push_back({listing.queued, EventType::call_queued, {}, false});
  }
}

class Walk {
 public:
  Walk(std::vector<Fact> facts, std::vector<Sight> sights, Millis lost_after)
      : pending_(std::move(facts)), sights_(std::move(sights)), lost_after_(lost_after) {}

  std::vector<Visit> run(Instant clock) {
    while (const auto t = next()) instant(*t);
    if (open_) {
      if (missing_ || clock - open()->queued >= lost_after_) lose();
    }
    return visits_;
  }

 private:
  [[nodiscard]] std::optional<Instant> next() const {
    std::optional<Instant> first;
    const auto look = [&](Instant at) { first = first ? std::min(*first, at) : at; };
    for (const Fact& fact : pending_) look(fact.at);
    for (const Sight& sight : sights_) look(sight.at);
    return first;
  }

  void instant(Instant t) {
    while (queue_step(t)) {
    }
    while (const auto end = take(t, [](EventType type) { return type == EventType::call_ended; })) {
      end_talk(*end);
    }
    std::ranges::sort(sights_, {}, [](const Sight& s) { return std::pair(s.at, s.listed); });
    while (!sights_.empty() && sights_.front().at == t) {
      look(sights_.front());
      sights_.erase(sights_.begin());
    }
  }

  // One closing or queueing at `t`; false when none is left.
  bool queue_step(Instant t) {
    if (open_) {
      if (const auto closing = take(t, closes)) {
        close(visits_.back(), *closing);
        return true;
      }
    }
    if (const auto queueing =
            take(t, [](EventType type) { return type == EventType::call_queued; })) {
      queue(t);
      return true;
    }
    if (const auto closing = take(t, closes)) {
      close_without_visit(*closing);
      return true;
    }
    return false;
  }

  template <class Which>
  std::optional<Fact> take(Instant t, Which which) {
    auto best = pending_.end();
    for (auto i = pending_.begin(); i != pending_.end(); ++i) {
      if (i->at != t || !which(i->type)) continue;
      if (best == pending_.end() || earlier(*i, *best)) best = i;
    }
    if (best == pending_.end()) return std::nullopt;
    const Fact fact = *best;
    pending_.erase(best);
    return fact;
  }

  Visit* open() { return &visits_.back(); }

  void queue(Instant t) {
    if (open_) {
      if (!missing_ && t - open()->queued < lost_after_) return;  // ignored
      lose();
    }
    visits_.push_back({.queued = t});
    open_ = true;
    missing_.reset();
  }

  // At the snapshot that marked it, or else at queued + lost_after.
  void lose() {
    open()->outcome = Outcome::lost;
    open()->closed = missing_ ? *missing_ : open()->queued + lost_after_;
    open_ = false;
  }

  void close(Visit& visit, const Fact& closing) {
    visit.outcome = outcome_of(closing.type);
    visit.reason = closing.reason;
    visit.closed = closing.at;
    open_ = false;
    told_lost_ = closing.type == EventType::call_lost;
  }

  void close_without_visit(const Fact& closing) {
    if (told_lost_ && closing.type != EventType::call_lost) {
      close(visits_.back(), closing);
    } else {
      move(closing, EventType::call_queued);
    }
  }

  void end_talk(const Fact& end) {
    const auto talk = std::find_if(visits_.rbegin(), visits_.rend(), [](const Visit& v) {
      return v.outcome == Outcome::answered && !v.ended;
    });
    if (talk != visits_.rend()) {
      talk->ended = end.at;
    } else {
      move(end, EventType::call_answered);
    }
  }

  // An orphan; unless unpaired coarse, with one of `type` less than a second after it.
  void move(const Fact& orphan, EventType type) {
    if (!orphan.coarse) return;
    std::optional<Instant> to;
    for (const Fact& fact : pending_) {
      if (fact.type != type || fact.at <= orphan.at || fact.at >= orphan.at + kSecond) continue;
      to = to ? std::min(*to, fact.at) : fact.at;
    }
    if (to) pending_.push_back({*to, orphan.type, orphan.reason, false});
  }

  void look(const Sight& sight) {
    if (!open_) return;
    if (sight.listed) {
      missing_.reset();
    } else if (!missing_ && sight.at >= open()->queued + kNear) {
      missing_ = sight.at;
    }
  }

  std::vector<Fact> pending_;
  std::vector<Sight> sights_;
  Millis lost_after_;
  std::vector<Visit> visits_;
  bool open_ = false;
  bool told_lost_ = false;  // the latest visit was closed by call.lost
  std::optional<Instant> missing_;
};

}  // namespace

void walk_key(const KeyFacts& key, Millis lost_after, Instant clock, History& history) {
  std::vector<Fact> facts = paired(key.facts);
  std::erase_if(facts, [&](const Fact& fact) {
    if (fact.type != EventType::call_refused) return false;
    history.refused.push_back(fact.at);
    return true;
  });
  add_listings(key.listings, facts);
  const std::vector<Visit> visits = Walk(std::move(facts), key.sights, lost_after).run(clock);
  history.visits.insert(history.visits.end(), visits.begin(), visits.end());
}

}  // namespace jono::engine::reference
