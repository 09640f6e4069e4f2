// SPDX-License-Identifier: EUPL-1.2
// A callback that somebody waits for, without any identity.
#pragma once

#include <optional>

#include "daemon/base/time.h"

namespace jono::engine {

struct OpenCallback {
  Instant requested{};
  std::optional<Instant> due_end{};  // of its due day; nullopt: it has none
};

}  // namespace jono::engine
