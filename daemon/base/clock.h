// SPDX-License-Identifier: EUPL-1.2
// The one door to "now". Only shells hold a Clock; the engine and the rules get their time as data.
#pragma once

#include "daemon/base/time.h"

namespace jono {

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::floor<Millis>(std::chrono::system_clock::now());
  }
};

}  // namespace jono
