// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/call_queue.h"

#include <algorithm>

namespace jono::simulator {
namespace {

using std::chrono::seconds;

constexpr Millis kLeastRing = seconds(1);
constexpr Millis kRing = seconds(4);  // mean of what comes on top, until an agent picks up
constexpr Millis kLeastTalk = seconds(5);
constexpr double kChoiceSpread = 0.6;
constexpr double kWrapupSpread = 0.4;

// A queue is full at a sixth of a day's calls.
std::size_t most_waiting(const Volume& volume) { return 10 + volume.calls / 6; }

// Of the callers, those who want to be called back.
double callback_share(const Volume& volume) {
  return volume.calls == 0 ? 0 : std::min(0.9, 1.0 * volume.callbacks / volume.calls);
}

}  // namespace

CallQueue::CallQueue(Voice voice, const PlanParts& parts, Random random)
    : voice_(std::move(voice)),
      parts_(parts),
      random_(random),
      callback_share_(callback_share(parts.volume)) {}

void CallQueue::set(Instant at, Kind kind, std::uint64_t call, std::uint32_t agent) {
  timers_.push({at, ++set_, kind, agent, call});
}

Millis CallQueue::spread(Millis mean, double sigma, Millis least) {
  const double length = static_cast<double>(mean.count()) * random_.log_normal(sigma);
  return std::max(least, Millis(static_cast<std::int64_t>(length)));
}

bool CallQueue::open_at(Instant t) const { return parts_.turned || parts_.calendar.open_at(t); }

Instant CallQueue::next_at() const { return timers_.empty() ? Instant::max() : timers_.top().at; }

void CallQueue::begin_day(const DayPlan& plan, Instant t) {
  expect_arrival(plan, t);
  expect_shift(plan, t);
}

void CallQueue::expect_arrival(const DayPlan& plan, Instant after) {
  const Instant at = plan.next_point(&Step::calls, after, random_);
  if (at < plan.to()) set(at, Kind::arrival);
}

void CallQueue::expect_shift(const DayPlan& plan, Instant after) {
  const Instant at = plan.next_step(after);
  if (at < plan.to()) set(at, Kind::shift);
}

void CallQueue::step(const DayPlan& plan, Events& out) {
  const Timer timer = timers_.top();
  timers_.pop();
  switch (timer.kind) {
    case Kind::arrival:
      return arrive(plan, timer.at, out);
    case Kind::shift:
      return change_shift(plan, timer.at, out);
    case Kind::leave: {
      const auto call = calls_.find(timer.call);
      if (call == calls_.end() || call->second.stage != Stage::waiting) return;
      return leave(call, call->second.leaving, timer.at, out);
    }
    case Kind::answer:
      answer(timer, out);
      break;
    case Kind::hang_up:
      voice_.say(timer.at, CallEnded{calls_.at(timer.call).id}, out);
      set(timer.at + calls_.at(timer.call).wrapup, Kind::ready, 0, timer.agent);
      calls_.erase(timer.call);
      return;
    case Kind::ready:
      free_.push(timer.agent);
      break;
  }
  serve(plan, timer.at);
}

void CallQueue::arrive(const DayPlan& plan, Instant now, Events& out) {
  expect_arrival(plan, now);
  if (!open_at(now)) {
    voice_.say(now, CallRefused{voice_.call(++made_), RefusedReason::closed}, out);
  } else if (waiting_ >= most_waiting(parts_.volume)) {
    voice_.say(now, CallRefused{voice_.call(++made_), RefusedReason::full}, out);
  } else {
    admit(plan, now, out);
  }
}

// All that a call will want is drawn here, so that who waits does not change who comes.
void CallQueue::admit(const DayPlan& plan, Instant now, Events& out) {
  const LineModel& model = parts_.model;
  Call call;
  call.id = voice_.call(++made_);
  call.talk = spread(model.talk, model.talk_spread, kLeastTalk);
  call.wrapup = spread(model.wrapup, kWrapupSpread, Millis(0));
  const Millis patience = spread(model.patience, model.patience_spread, seconds(1));
  const Millis choice = spread(model.choice, kChoiceSpread, seconds(5));
  const bool call_back = random_.uniform() < callback_share_;
  Millis stays = std::min(patience, model.longest_wait);
  call.leaving = CallAbandoned{call.id};
  if (call_back) {
    stays = choice;
    call.leaving = CallRedirected{call.id, RedirectReason::callback};
  } else if (stays < patience) {
    call.leaving = CallRedirected{call.id, RedirectReason::timeout};
  }
  voice_.say(now, CallQueued{call.id}, out);
  set(now + stays, Kind::leave, made_);
  calls_.emplace(made_, call);
  ++waiting_;
  if (call_back) return;  // wants no agent now
  queue_.push_back(made_);
  serve(plan, now);
}

void CallQueue::leave(Calls::iterator call, const What& why, Instant now, Events& out) {
  voice_.say(now, why, out);
  calls_.erase(call);
  --waiting_;
}

void CallQueue::answer(const Timer& timer, Events& out) {
  const auto found = calls_.find(timer.call);
  if (found == calls_.end()) {  // hung up while it rang
    free_.push(timer.agent);
    return;
  }
  Call& call = found->second;
  call.stage = Stage::talking;
  --waiting_;
  voice_.say(timer.at, CallAnswered{call.id, voice_.agent(timer.agent)}, out);
  set(timer.at + call.talk, Kind::hang_up, timer.call, timer.agent);
}

// When the last agents go home, whoever still waits is told that the line is closed.
void CallQueue::change_shift(const DayPlan& plan, Instant now, Events& out) {
  expect_shift(plan, now);
  serve(plan, now);
  if (plan.at(now).agents > 0) return;
  for (; !queue_.empty(); queue_.pop_front()) {
    const auto call = calls_.find(queue_.front());
    if (call == calls_.end()) continue;
    leave(call, CallRedirected{call->second.id, RedirectReason::closed}, now, out);
  }
}

// An agent takes the first who waits, and picks up a little later.
void CallQueue::serve(const DayPlan& plan, Instant now) {
  const std::uint32_t on_shift = plan.at(now).agents;
  while (!queue_.empty()) {
    const std::uint64_t first = queue_.front();
    if (!calls_.contains(first)) {
      queue_.pop_front();
      continue;
    }
    if (free_.empty()) free_.push(agents_++);
    const std::uint32_t agent = free_.top();
    if (agent >= on_shift) return;
    free_.pop();
    queue_.pop_front();
    const Millis ring =
        kLeastRing + Millis(static_cast<std::int64_t>(random_.uniform() * 2.0 * kRing.count()));
    set(now + ring, Kind::answer, first, agent);
  }
}

}  // namespace jono::simulator
