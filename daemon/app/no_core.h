// SPDX-License-Identifier: EUPL-1.2
// For processes that hold keys.
#pragma once

#include <sys/resource.h>

namespace jono::app {

// From now on a crash leaves no core, in which keys would be.
inline void leave_no_core() {
  constexpr rlimit kNone{0, 0};
  ::setrlimit(RLIMIT_CORE, &kNone);
}

}  // namespace jono::app
