// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/receipts.h"

#include <algorithm>
#include <utility>

namespace jono {

void Receipts::set(SourceId source, Durable durable) {
  const std::lock_guard lock(mutex_);
  Durable& known = durable_[source.value];
  if (known.epoch.set() && known.epoch != durable.epoch) {
    left_[source.value].push_back(known.epoch);
  }
  known = durable;
}

bool Receipts::has_left(SourceId source, EpochId epoch) const {
  const std::lock_guard lock(mutex_);
  return std::ranges::find(left_[source.value], epoch) != left_[source.value].end();
}

Durable Receipts::get(SourceId source) const {
  const std::lock_guard lock(mutex_);
  return durable_[source.value];
}

void Receipts::set_accepting(bool accepting) {
  const std::lock_guard lock(mutex_);
  accepting_ = accepting;
}

bool Receipts::accepting() const {
  const std::lock_guard lock(mutex_);
  return accepting_;
}

void Receipts::on_change(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void Receipts::notify() const {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    wake = wake_;
  }
  if (wake) wake();
}

}  // namespace jono
