// SPDX-License-Identifier: EUPL-1.2
// Asterisk's queue_log becomes events, line by line. Pure: no clock, no IO, no logging.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "collectors/asterisk/open_calls.h"
#include "collectors/asterisk/outlet.h"

namespace jono::asterisk {

// One decoder a file, or a file and those it was rotated into. One thread.
class QueueLogDecoder {
 public:
  static constexpr std::size_t kMaxLine = 16'384;
  // A restart hangs up all callers, and the log calls them abandoned.
  static constexpr Millis kHoldAbandon{5000};

  explicit QueueLogDecoder(const Edge& edge) : edge_(edge) {}

  // A line without its end; a CR there, and empty lines, are let pass. What is malformed is
  // refused; words of no interest have no effect.
  void line(std::string_view text, EventSink& sink);

  // Sends what is held for a restart that may follow: at the end of the input, or when a live
  // file has been quiet for kHoldAbandon.
  void flush(EventSink& sink);

  // Which line, counted from 0, is the oldest one that is held. Who starts anew from there, with
  // another decoder, tells nothing that this one did not tell, and leaves out nothing that it held.
  [[nodiscard]] std::optional<std::uint64_t> first_held() const {
    return held_.empty() ? std::nullopt : std::optional(held_.front().number);
  }

 private:
  struct Fields;
  enum class Word;
  struct Entry;

  static Word word_of(std::string_view event);
  static std::optional<RedirectReason> redirect_of(Word word);

  void call_line(const Fields& f, Word word, Outlet& out);
  void apply(const Entry& e, OpenCall& call, Outlet& out);
  void leave(const Entry& e, OpenCall& call);
  void end(const Entry& e, OpenCall& call);
  void restart(Instant at, bool coarse, Outlet& out);
  void release(Instant now, Outlet& out);
  void forget_old(Instant now);
  AgentId agent(std::string_view name);

  struct Held {
    LineId line;
    CallId call;
    Instant at;
    bool coarse;
    std::uint64_t number;  // of its line
  };

  Edge edge_;
  std::uint64_t lines_ = 0;
  OpenCalls calls_;
  std::deque<Held> held_;  // abandons, in order of the file
  std::unordered_map<std::string, AgentId, StringHash, std::equal_to<>> agents_;
  Instant swept_{};
};

}  // namespace jono::asterisk
