// SPDX-License-Identifier: EUPL-1.2
// Events from a stream into an outbox, and from there to every receiver for certain.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "collectors/feed/feed_target.h"
#include "daemon/base/result.h"

namespace jono::app {

struct ForwardOptions {
  std::vector<feed::FeedTarget> to;  // at least one; unlike each other
  std::string source;
  std::string outbox;  // a directory
};

// Reads lines from file descriptor `input` to its end, and returns once every receiver has
// acknowledged all; waits for one that does not answer for as long as it takes. Says on stderr how
// many lines were taken. give_up when `stop` said so before.
[[nodiscard]] Result<void> forward(const ForwardOptions& options, int input,
                                   const std::function<bool()>& stop);

}  // namespace jono::app
