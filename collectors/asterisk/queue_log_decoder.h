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
#include "collectors/outlet.h"

namespace jono::asterisk {

// Who saw the same calls, and may have a better word for how one left.
class Witness {
 public:
  virtual ~Witness() = default;
  // Whether it told of this end itself, within the second from `at` on or half a second around it,
  // and its word says more than `what`, which then is not told.
  [[nodiscard]] virtual bool says_more(LineId line, CallId call, Instant at, const What& what) = 0;
};

// One decoder a file, or a file and those it was rotated into. One thread.
class QueueLogDecoder {
 public:
  static constexpr std::size_t kMaxLine = 16'384;
  // A restart hangs up all callers, and the log calls them abandoned.
  static constexpr Millis kHoldAbandon{5000};

  // Beside a witness, which outlives the decoder, redirections are held as long as abandons are:
  // by then it has told what it knows.
  explicit QueueLogDecoder(const Edge& edge, Witness* witness = nullptr)
      : edge_(edge), witness_(witness) {}

  // A line without its end; a CR there, and empty lines, are let pass. What is malformed is
  // refused; words of no interest have no effect.
  void line(std::string_view text, EventSink& sink);

  // Sends what is held for what may follow: at the end of the input, or when a live
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
    std::uint64_t number;                  // of its line
    std::optional<RedirectReason> reason;  // nullopt: abandoned

    [[nodiscard]] What what() const;
  };
  void tell(const Held& held, Outlet& out);

  Edge edge_;
  Witness* witness_;
  std::uint64_t lines_ = 0;
  OpenCalls calls_;
  std::deque<Held> held_;  // in order of the file
  std::unordered_map<std::string, AgentId, StringHash, std::equal_to<>> agents_;
  Instant swept_{};
};

}  // namespace jono::asterisk
