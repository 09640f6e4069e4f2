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

Millis spread(Random& random, Millis mean, double sigma, Millis least) {
  const double length = static_cast<double>(mean.count()) * random.log_normal(sigma);
  return std::max(least, Millis(static_cast<std::int64_t>(length)));
}

}  // namespace

CallQueue::CallQueue(std::vector<Line> lines) {
  for (Line& line : lines) {
    const double share = callback_share(line.parts.volume);
    queues_.push_back({std::move(line), share, {}, 0});
  }
}

void CallQueue::set(Instant at, Kind kind, std::uint32_t line, std::uint64_t call,
                    std::uint32_t agent) {
  timers_.push({at, ++set_, kind, line, agent, call});
}

bool CallQueue::open_at(const Queue& queue, Instant t) const {
  return queue.of.parts.turned || queue.of.parts.calendar.open_at(t);
}

Instant CallQueue::next_at() const { return timers_.empty() ? Instant::max() : timers_.top().at; }

void CallQueue::begin_day(Plans plans, Instant t) {
  for (std::uint32_t line = 0; line < queues_.size(); ++line) {
    expect_arrival(plans, line, t);
    expect_shift(plans, line, t);
  }
}

void CallQueue::expect_arrival(Plans plans, std::uint32_t line, Instant after) {
  const DayPlan& plan = plans[line];
  const Instant at = plan.next_point(&Step::calls, after, queues_[line].of.random);
  if (at < plan.to()) set(at, Kind::arrival, line);
}

void CallQueue::expect_shift(Plans plans, std::uint32_t line, Instant after) {
  const Instant at = plans[line].next_step(after);
  if (at < plans[line].to()) set(at, Kind::shift, line);
}

void CallQueue::step(Plans plans, Events& out) {
  const Timer timer = timers_.top();
  timers_.pop();
  switch (timer.kind) {
    case Kind::arrival:
      return arrive(plans, timer.line, timer.at, out);
    case Kind::shift:
      return change_shift(plans, timer.line, timer.at, out);
    case Kind::leave: {
      const auto call = calls_.find(timer.call);
      if (call == calls_.end() || call->second.stage != Stage::waiting) return;
      return leave(call, call->second.leaving, timer.at, out);
    }
    case Kind::answer:
      answer(timer, out);
      break;
    case Kind::hang_up:
      queues_[timer.line].of.voice.say(timer.at, CallEnded{calls_.at(timer.call).id}, out);
      set(timer.at + calls_.at(timer.call).wrapup, Kind::ready, timer.line, 0, timer.agent);
      calls_.erase(timer.call);
      return;
    case Kind::ready:
      free_.push(timer.agent);
      break;
  }
  serve(plans, timer.at);
}

void CallQueue::arrive(Plans plans, std::uint32_t line, Instant now, Events& out) {
  expect_arrival(plans, line, now);
  const Queue& queue = queues_[line];
  const Voice& voice = queue.of.voice;
  if (!open_at(queue, now)) {
    voice.say(now, CallRefused{voice.call(++made_), RefusedReason::closed}, out);
  } else if (queue.waiting >= most_waiting(queue.of.parts.volume)) {
    voice.say(now, CallRefused{voice.call(++made_), RefusedReason::full}, out);
  } else {
    admit(plans, line, now, out);
  }
}

// All that a call will want is drawn here, so that who waits does not change who comes.
void CallQueue::admit(Plans plans, std::uint32_t line, Instant now, Events& out) {
  Queue& queue = queues_[line];
  const LineModel& model = queue.of.parts.model;
  Random& random = queue.of.random;
  Call call;
  call.id = queue.of.voice.call(++made_);
  call.line = line;
  call.talk = spread(random, model.talk, model.talk_spread, kLeastTalk);
  call.wrapup = spread(random, model.wrapup, kWrapupSpread, Millis(0));
  const Millis patience = spread(random, model.patience, model.patience_spread, seconds(1));
  const Millis choice = spread(random, model.choice, kChoiceSpread, seconds(5));
  const bool call_back = random.uniform() < queue.callback_share;
  Millis stays = std::min(patience, model.longest_wait);
  call.leaving = CallAbandoned{call.id};
  if (call_back) {
    stays = choice;
    call.leaving = CallRedirected{call.id, RedirectReason::callback};
  } else if (stays < patience) {
    call.leaving = CallRedirected{call.id, RedirectReason::timeout};
  }
  queue.of.voice.say(now, CallQueued{call.id}, out);
  set(now + stays, Kind::leave, line, made_);
  calls_.emplace(made_, call);
  ++queue.waiting;
  if (call_back) return;  // wants no agent now
  queue.wanting.push_back(made_);
  serve(plans, now);
}

void CallQueue::leave(Calls::iterator call, const What& why, Instant now, Events& out) {
  Queue& queue = queues_[call->second.line];
  queue.of.voice.say(now, why, out);
  calls_.erase(call);
  --queue.waiting;
}

void CallQueue::answer(const Timer& timer, Events& out) {
  const auto found = calls_.find(timer.call);
  if (found == calls_.end()) {  // hung up while it rang
    free_.push(timer.agent);
    return;
  }
  Call& call = found->second;
  call.stage = Stage::talking;
  --queues_[timer.line].waiting;
  const AgentId agent = queues_.front().of.voice.agent(timer.agent);  // one of the whole team
  queues_[timer.line].of.voice.say(timer.at, CallAnswered{call.id, agent}, out);
  set(timer.at + call.talk, Kind::hang_up, timer.line, timer.call, timer.agent);
}

// When the last agents go home, whoever still waits is told that the line is closed.
void CallQueue::change_shift(Plans plans, std::uint32_t line, Instant now, Events& out) {
  expect_shift(plans, line, now);
  serve(plans, now);
  if (plans[line].at(now).agents > 0) return;
  std::deque<std::uint64_t>& wanting = queues_[line].wanting;
  for (; !wanting.empty(); wanting.pop_front()) {
    const auto call = calls_.find(wanting.front());
    if (call == calls_.end()) continue;
    leave(call, CallRedirected{call->second.id, RedirectReason::closed}, now, out);
  }
}

// The first line with somebody who still wants an agent; null where nobody does.
CallQueue::Queue* CallQueue::first_wanting() {
  for (Queue& queue : queues_) {
    while (!queue.wanting.empty() && !calls_.contains(queue.wanting.front())) {
      queue.wanting.pop_front();
    }
    if (!queue.wanting.empty()) return &queue;
  }
  return nullptr;
}

// An agent takes the first who waits, and picks up a little later.
void CallQueue::serve(Plans plans, Instant now) {
  std::uint32_t on_shift = 0;
  for (const DayPlan& plan : plans) on_shift += plan.at(now).agents;
  while (Queue* const queue = first_wanting()) {
    if (free_.empty()) free_.push(agents_++);
    const std::uint32_t agent = free_.top();
    if (agent >= on_shift) return;
    free_.pop();
    const std::uint64_t first = queue->wanting.front();
    queue->wanting.pop_front();
    const double share = queue->of.random.uniform();
    const Millis ring = kLeastRing + Millis(static_cast<std::int64_t>(share * 2.0 * kRing.count()));
    set(now + ring, Kind::answer, calls_.at(first).line, first, agent);
  }
}

}  // namespace jono::simulator
