// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/joint.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "collectors/gather.h"

namespace jono::asterisk {
namespace {

constexpr Millis kKeepWords = std::chrono::minutes(10);  // beyond what the log tells of

// The place's first line is the log's own; better words follow.
std::pair<std::string_view, std::string_view> parts_of(std::string_view place) {
  const std::size_t end = std::min(place.find('\n'), place.size());
  return {place.substr(0, end), place.substr(std::min(end + 1, place.size()))};
}

Instant latest(const Delivery& delivery) {
  Instant out = Instant::min();
  for (const Event& event : delivery.events) out = std::max(out, event.at);
  return out;
}

}  // namespace

Joint::Joint(EventChannel& channel, const Settings& settings)
    : edge_(settings.edge),
      log_tells_all_(settings.log_tells_all),
      log_lag_(settings.log_lag),
      channel_(channel),
      backlog_(channel),
      words_(BetterWords::parse(parts_of(settings.place).second, *edge_.names)),
      log_place_(parts_of(settings.place).first),
      told_{.up = false, .resumes = settings.log_tells_all} {}

bool Joint::put(Delivery delivery) {
  const std::lock_guard lock(mutex_);
  if (delivery.link == Link::up && !std::exchange(ami_up_, true)) {
    past_ = gone_;
    seen_.reset();
  }
  if (delivery.link == Link::down) ami_up_ = false;
  bool more = false;
  for (const Event& event : delivery.events) more = words_.note(event) || more;
  if (more) delivery.place = place(log_place_);
  hold_lists(delivery);
  const bool kept = pass_on(std::move(delivery));
  if (kept && !std::exchange(overflowed_, false)) return true;
  words_.clear();  // what they stand for may be among what is forgotten
  return false;
}

void Joint::hold_lists(Delivery& delivery) {
  if (!ami_up_ || past_) return;
  const auto lists = [](const Event& e) { return e.type() == EventType::source_snapshot; };
  std::ranges::copy_if(delivery.events, std::back_inserter(lists_), lists);
  std::erase_if(delivery.events, lists);
}

bool Joint::pass_on(Delivery delivery) {
  told_ = dress(delivery);
  if (told_.up) lost_ = false;
  if (delivery.link != Link::behind) {
    std::ranges::move(lists_, std::back_inserter(delivery.events));
    lists_.clear();
  }
  return backlog_.put(std::move(delivery));
}

bool Joint::retry() {
  const std::lock_guard lock(mutex_);
  return backlog_.retry();
}

bool Joint::empty() const {
  const std::lock_guard lock(mutex_);
  return backlog_.empty();
}

std::string Joint::log_place() const {
  const std::lock_guard lock(mutex_);
  return log_place_;
}

// After all that AMI has said: the place tells that what was used for the log is on disk.
bool Joint::put_log(Delivery& delivery) {
  const std::lock_guard lock(mutex_);
  if (!backlog_.retry()) return false;
  lost_ = lost_ || (delivery.resumes == false && !told_.up);
  delivery.resumes.reset();
  if (jono::empty(delivery) && delivery.place.empty()) return true;
  const std::string log = delivery.place.empty() ? log_place_ : delivery.place;
  const Instant limit =
      latest(delivery) == Instant::min() ? Instant::min() : latest(delivery) - kKeepWords;
  std::string own = std::exchange(delivery.place, place(log));
  const Told told = dress(delivery);
  if (!channel_.try_put(delivery)) {
    delivery.place = std::move(own);
    return false;
  }
  told_ = told;
  log_place_ = log;
  words_.forget_used(limit);
  return true;
}

void Joint::log_at_end(Time began, Time now) {
  const std::lock_guard lock(mutex_);
  gone_ = false;
  if (!ami_up_ || past_) return;
  if (!seen_) seen_ = now;
  if (began < *seen_ + log_lag_) return;
  past_ = true;
  say();
}

void Joint::log_gone() {
  const std::lock_guard lock(mutex_);
  gone_ = true;
  if (!ami_up_ || std::exchange(past_, true)) return;
  say();
}

bool Joint::says_more(LineId line, CallId call, Instant at, const What& what) {
  const std::lock_guard lock(mutex_);
  return words_.use(line, call, at, what);
}

Link Joint::link() const {
  if (!ami_up_) return Link::down;
  return past_ ? Link::up : Link::behind;
}

// What was missed before the source came up is filled only by a log that was there then.
Joint::Told Joint::dress(Delivery& delivery) const {
  delivery.link = link();
  if (delivery.link != Link::up) return {.up = false, .resumes = told_.resumes};
  const bool fills = log_tells_all_ && (told_.up || !(gone_ || lost_));
  if (fills != told_.resumes) delivery.resumes = fills;
  return {.up = true, .resumes = fills};
}

void Joint::say() {
  Delivery word;
  word.source = edge_.source;
  overflowed_ = !pass_on(std::move(word)) || overflowed_;
}

std::string Joint::place(const std::string& log) const {
  return log + '\n' + words_.print(*edge_.names);
}

}  // namespace jono::asterisk
