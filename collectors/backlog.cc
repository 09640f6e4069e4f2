// SPDX-License-Identifier: EUPL-1.2
#include "collectors/backlog.h"

#include <utility>

namespace jono {
namespace {

std::size_t bytes_of(const Delivery& delivery) {
  std::size_t out = sizeof(Delivery) + delivery.events.size() * sizeof(Event) +
                    delivery.refusals.size() * sizeof(Refusal);
  for (const Event& event : delivery.events) {
    if (const auto* snapshot = std::get_if<SourceSnapshot>(&event.what)) {
      out += snapshot->body->waiting.size() * sizeof(ListedCall);
    }
  }
  return out;
}

}  // namespace

bool Backlog::put(Delivery delivery) {
  if (retry() && channel_.try_put(delivery)) return true;
  bytes_ += bytes_of(delivery);
  waiting_.push_back(std::move(delivery));
  if (bytes_ <= most_bytes_) return true;
  waiting_.clear();
  bytes_ = 0;
  return false;
}

bool Backlog::retry() {
  while (!waiting_.empty()) {
    const std::size_t bytes = bytes_of(waiting_.front());
    if (!channel_.try_put(waiting_.front())) return false;
    waiting_.pop_front();
    bytes_ -= bytes;
  }
  return true;
}

}  // namespace jono
