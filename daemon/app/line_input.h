// SPDX-License-Identifier: EUPL-1.2
// Whole lines from a file descriptor that may be slow.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "daemon/base/result.h"

namespace jono::app {

class LineInput {
 public:
  explicit LineInput(int fd) : fd_(fd) {}

  // Appends the lines, without their ends, that come with one read; waits for it at most `wait`.
  // Of a line longer than an event may be only so much is given that this shows.
  [[nodiscard]] Result<void> read(std::vector<std::string>& lines, std::chrono::milliseconds wait);
  // Nothing more will come; what stood after the last line end was given as a line.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  void take(std::string_view bytes, std::vector<std::string>& lines);

  int fd_;
  std::string rest_;  // of a line whose end has not come
  bool ended_ = false;
};

}  // namespace jono::app
