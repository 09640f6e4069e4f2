// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/telling.h"

namespace jono::simulator {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Millis kLeastLate = minutes(1);
constexpr Millis kMostLate = hours(2);
constexpr Millis kOutOfTurn = seconds(3);  // behind what came after it
constexpr Millis kTwiceWithin = minutes(1);
constexpr Millis kSilenceFrom = hours(6);  // of a UTC day, at the earliest
constexpr Millis kSilenceWithin = hours(8);

Millis part(Millis of, Random& random) {
  return Millis(static_cast<std::int64_t>(static_cast<double>(of.count()) * random.uniform()));
}

}  // namespace

Telling::Telling(const TrafficPlan& plan, const Edge& edge, EpochNames& epochs)
    : traffic_(plan, edge, epochs),
      faults_(plan.config.faults),
      seed_(mix(plan.config.seed, "faults")),
      random_(seed_) {}

const Told* Telling::peek(Instant end, Instant told_before) {
  for (;;) {
    const Event* next = traffic_.peek(end);
    if (next == nullptr || (!pending_.empty() && pending_.top().told.at < next->at)) break;
    schedule(traffic_.take());
  }
  return !pending_.empty() && pending_.top().told.at < told_before ? &pending_.top().told : nullptr;
}

Told Telling::take() {
  Told out = pending_.top().told;
  pending_.pop();
  ++taken_;
  return out;
}

void Telling::schedule(const Event& event) {
  const double chance = random_.uniform();
  Instant at = event.at;
  if (chance < faults_.late) {
    at += kLeastLate + part(kMostLate - kLeastLate, random_);
  } else if (chance < faults_.late + faults_.reordered) {
    at += part(kOutOfTurn, random_);
  }
  tell(at, event);
  if (random_.uniform() < faults_.duplicated) tell(at + part(kTwiceWithin, random_), event);
}

// What is said in a silence is heard when it is over.
void Telling::tell(Instant at, const Event& event) {
  pending_.push({{after_silence(at), event}, ++told_});
}

Instant Telling::after_silence(Instant t) const {
  if (faults_.silence == Millis(0)) return t;
  const Instant day = std::chrono::floor<days>(t);
  Random random(mix(seed_, static_cast<std::uint64_t>(day.time_since_epoch().count())));
  const Instant from = day + kSilenceFrom + part(kSilenceWithin, random);
  return t >= from && t < from + faults_.silence ? from + faults_.silence : t;
}

}  // namespace jono::simulator
