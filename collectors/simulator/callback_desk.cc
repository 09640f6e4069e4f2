// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/callback_desk.h"

#include <algorithm>
#include <array>

namespace jono::simulator {
namespace {

constexpr Millis kAgain = std::chrono::minutes(20);  // at the earliest after nobody answered
constexpr int kMostAttempts = 3;
constexpr double kNeedless = 0.03;  // closed without a call
constexpr double kReached = 0.80;   // of calls

constexpr std::array kNeedlessReasons{CallbackCloseReason::cancelled, CallbackCloseReason::solved,
                                      CallbackCloseReason::duplicate};
constexpr std::array kFailures{AttemptResult::no_answer, AttemptResult::no_answer,
                               AttemptResult::no_answer, AttemptResult::busy,
                               AttemptResult::voicemail};

template <class T, std::size_t N>
T one_of(const std::array<T, N>& choices, Random& random) {
  return choices[static_cast<std::size_t>(random.uniform() * double{N})];
}

}  // namespace

void CallbackDesk::begin_day(const DayPlan& plan, Instant t) {
  expect_next(plan, t);
  purge_ = purges_ && plan.closes() > t ? plan.closes() : Instant::max();
}

void CallbackDesk::expect_next(const DayPlan& plan, Instant after) {
  const Instant next = plan.next_point(&Step::callbacks, after, random_);
  next_ = next < plan.to() ? next : Instant::max();
}

void CallbackDesk::step(const DayPlan& plan, Events& out) {
  if (purge_ <= next_) return purge(out);
  const Instant now = next_;
  expect_next(plan, now);
  const auto due =
      std::ranges::find_if(open_, [&](const Open& open) { return open.not_before <= now; });
  if (due == open_.end()) return;
  const Open open = *due;
  open_.erase(due);
  handle(open, now, out);
}

void CallbackDesk::request(CallId call, Instant now, Events& out) {
  const CallbackId id = voice_.callback(++made_);
  voice_.say(now, CallbackRequested{id, call}, out);
  open_.push_back({id, now, 0});
}

void CallbackDesk::purge(Events& out) {
  for (const Open& open : open_) {
    voice_.say(purge_, CallbackClosed{open.id, CallbackCloseReason::purged}, out);
  }
  open_.clear();
  purge_ = Instant::max();
}

void CallbackDesk::handle(Open open, Instant now, Events& out) {
  if (random_.uniform() < kNeedless) {
    return voice_.say(now, CallbackClosed{open.id, one_of(kNeedlessReasons, random_)}, out);
  }
  if (random_.uniform() < kReached) return voice_.say(now, CallbackReached{open.id}, out);
  voice_.say(now, CallbackAttempted{open.id, one_of(kFailures, random_)}, out);
  if (++open.attempts == kMostAttempts) {
    return voice_.say(now, CallbackClosed{open.id, CallbackCloseReason::unreachable}, out);
  }
  open.not_before = now + kAgain;
  open_.push_back(open);
}

}  // namespace jono::simulator
