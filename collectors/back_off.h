// SPDX-License-Identifier: EUPL-1.2
// How a session with a phone system ended, and how long to wait before the next. Pure.
#pragma once

#include <string>

#include "daemon/base/time.h"

namespace jono {

struct SessionEnd {
  enum class How {
    broken,   // the peer may be back at once
    refused,  // by its own will: whoever asks too often makes it worse
    stopped,  // as was asked for: the last session
  };
  How how = How::broken;
  std::string why;   // one line for the log
  Millis healthy{};  // how long it worked as it should
};

struct BackOff {
  Millis shortest{100};
  Millis longest{5000};
  Millis refused{5000};    // at least, after a refusal
  Millis healthy{30'000};  // a session that worked so long wipes the failures before it out
};

// The pause after the nth failure in a row, n from 1. `random` is in [0, 1): the pause doubles, and
// its second half is left to chance, so that many who lost the same peer do not return as one.
[[nodiscard]] Millis pause_after(const BackOff& back_off, int failures, SessionEnd::How how,
                                 double random);

}  // namespace jono
