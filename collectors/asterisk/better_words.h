// SPDX-License-Identifier: EUPL-1.2
// Ends of waits for which AMI has a better word than the log: a callback was asked for, where the
// log has the key that led to it; a restart hung up, where the log has an abandon. Kept until the
// log's own line has come. Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "daemon/event/event.h"
#include "daemon/event/names.h"

namespace jono::asterisk {

class BetterWords {
 public:
  static constexpr std::size_t kMost = 1024;  // the oldest are forgotten

  // What AMI told; true when it is one of those.
  bool note(const Event& event);
  // Whether one of those stands for what the log tells, by its clock of whole seconds: it is used
  // then, and no other one.
  [[nodiscard]] bool use(LineId line, CallId call, Instant at, const What& log);

  // The log has been read beyond those that were used, and beyond `limit`.
  void forget_used(Instant limit);
  void clear() { words_.clear(); }

  // Those that are not used, a line each, as parse() reads it. What cannot be read is left out.
  [[nodiscard]] std::string print(const Names& names) const;
  static BetterWords parse(std::string_view text, const Names& names);

 private:
  struct Word {
    LineId line;
    CallId call;
    Instant at;
    bool callback;  // else: lost by a restart
    bool used = false;
  };
  void add(const Word& word);

  std::deque<Word> words_;
};

}  // namespace jono::asterisk
