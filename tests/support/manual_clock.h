// SPDX-License-Identifier: EUPL-1.2
// A clock that moves when it is told to.
#pragma once

#include "daemon/base/clock.h"

namespace jono::testing {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant now) : now_(now) {}
  [[nodiscard]] Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }
  void advance(Millis by) { now_ += by; }

 private:
  Instant now_;
};

}  // namespace jono::testing
