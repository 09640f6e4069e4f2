// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/channel.h"

#include <utility>

namespace jono {
namespace {

constexpr std::size_t kSpares = 64;

}  // namespace

void Delivery::clear() {
  source = {};
  events.clear();
  refusals.clear();
  place.clear();
  link = Link::unchanged;
  resumes.reset();
  repeated = 0;
  skew.reset();
  told.reset();
  durable = nullptr;
}

Delivery EventChannel::spare() {
  const std::lock_guard lock(mutex_);
  if (spare_.empty()) return {};
  Delivery out = std::move(spare_.back());
  spare_.pop_back();
  return out;
}

bool EventChannel::try_put(Delivery& delivery) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return true;
    if (depth_ >= capacity_) return false;
    depth_ += delivery.weight();
    waiting_.push_back(std::exchange(delivery, {}));
  }
  filled_.notify_one();
  return true;
}

void EventChannel::put(Delivery& delivery) {
  {
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return closed_ || depth_ < capacity_; });
    if (closed_) return;
    depth_ += delivery.weight();
    waiting_.push_back(std::exchange(delivery, {}));
  }
  filled_.notify_one();
}

void EventChannel::take_all(std::vector<Delivery>& out, std::chrono::milliseconds timeout) {
  const auto something = [&] { return closed_ || poked_ || !waiting_.empty(); };
  const auto look = [&] {
    const std::lock_guard lock(mutex_);
    return something();
  };
  const auto sleep = [&] {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, timeout, something);
  };
  if (timeout > std::chrono::milliseconds(0)) taking_(look, sleep);
  {
    const std::lock_guard lock(mutex_);
    poked_ = false;
    for (Delivery& delivery : waiting_) out.push_back(std::move(delivery));
    waiting_.clear();
    depth_ = 0;
  }
  drained_.notify_all();
}

void EventChannel::wait_for_poke(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  filled_.wait_for(lock, timeout, [&] { return closed_ || poked_; });
  poked_ = false;
}

void EventChannel::give_back(std::vector<Delivery>& used) {
  const std::lock_guard lock(mutex_);
  for (Delivery& delivery : used) {
    if (spare_.size() >= kSpares) break;
    delivery.clear();
    spare_.push_back(std::move(delivery));
  }
  used.clear();
}

void EventChannel::poke() {
  {
    const std::lock_guard lock(mutex_);
    poked_ = true;
  }
  filled_.notify_one();
}

void EventChannel::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  filled_.notify_all();
  drained_.notify_all();
}

bool EventChannel::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

bool EventChannel::finished() const {
  const std::lock_guard lock(mutex_);
  return closed_ && waiting_.empty();
}

std::size_t EventChannel::depth() const {
  const std::lock_guard lock(mutex_);
  return depth_;
}

}  // namespace jono
