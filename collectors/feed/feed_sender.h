// SPDX-License-Identifier: EUPL-1.2
// The source's side of the feed protocol, without its socket: the daemon's messages in, ours out.
// Knows no clock: time comes in.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/feed/feed_frames.h"

namespace jono::feed {

using Ticks = std::chrono::steady_clock::time_point;

struct SenderSettings {
  std::string source;
  std::string epoch;    // 1 to 128 bytes
  std::string process;  // unlike that of any other process
  std::string software;
  bool outbox = true;  // whether what was not acknowledged can be sent again after a crash
};

struct Outgoing {
  std::string_view kind;
  std::uint64_t number = 0;
  std::string body;
};

// Its owner has events, numbered from 1 without holes, and gives them one by one as they are
// wanted. Only those that are not acknowledged are kept here. For one thread.
class FeedSender {
 public:
  static constexpr std::size_t kBatch = 64;     // events in a message
  static constexpr std::size_t kWindow = 8192;  // events kept
  static constexpr std::chrono::seconds kDead{3};

  explicit FeedSender(SenderSettings settings) : settings_(std::move(settings)) {}

  // What the owner can give: it holds the events from `tail` to `highest`; none if it is less.
  void hold(std::uint64_t tail, std::uint64_t highest);
  // The number of the event that add() takes next. It goes back when the daemon has lost some, but
  // never below `tail`, and ahead when the daemon knows some already, perhaps beyond `highest`.
  [[nodiscard]] std::uint64_t wanted() const { return base_ + window_.size() + 1; }
  // Whether another one is wanted now: welcomed, and neither the window nor the credit used up.
  [[nodiscard]] bool room() const;
  // One event as a line of JSON without its line end, at most 16 385 bytes: the last
  // one shows that the line was too long.
  void add(std::string_view line) { window_.emplace_back(line); }
  // A number whose event nobody knows, or that is held no more: the daemon is told of the gap.
  void add_hole() { window_.emplace_back(); }

  // A connection was made: says HELLO.
  void connect(Ticks now);
  void on_message(const Frame& frame, Ticks now);
  // Sends what may be sent, and the PING that is due.
  void work(Ticks now);
  // An orderly end.
  void say_bye() { say("BYE", held(), ""); }

  // To be sent, in order; emptied by the caller.
  [[nodiscard]] std::vector<Outgoing>& messages() { return messages_; }

  // The daemon has every event up to this one for certain, or was told that it is gone.
  [[nodiscard]] std::uint64_t acknowledged() const { return base_; }
  [[nodiscard]] bool welcomed() const { return welcomed_; }
  // Three seconds without a word: the connection should be made anew.
  [[nodiscard]] bool silent(Ticks now) const { return now - heard_ >= kDead; }
  // Why the daemon does not want us ("forbidden", "conflict", "version"); empty: it did not say so
  // on this connection.
  [[nodiscard]] const std::string& refused() const { return refused_; }

 private:
  void on_nack(std::uint64_t expected, std::string_view body);
  void start_from(std::uint64_t known);
  void acknowledge(std::uint64_t known, std::string_view body);
  void go_back(std::uint64_t known);
  void send_events();
  void send_batch(std::uint64_t end);
  void send_gap(std::uint64_t end);
  // Perhaps the daemon knows more events than were made anew.
  [[nodiscard]] std::uint64_t held() const { return std::max(highest_, base_); }
  void say(std::string_view kind, std::uint64_t number, std::string body);

  SenderSettings settings_;
  std::uint64_t tail_ = 1;
  std::uint64_t highest_ = 0;
  std::uint64_t base_ = 0;                  // the window holds the events after this one
  std::deque<std::string> window_;          // not acknowledged; an empty one is a hole
  std::uint64_t sent_ = 0;                  // the last one that was sent on this connection
  std::uint64_t credit_ = 0;                // events beyond base_ that may be sent
  std::optional<std::uint64_t> gone_back_;  // so that many words of one hole count once
  bool welcomed_ = false;
  std::string refused_;
  Ticks heard_{};
  Ticks pinged_{};
  std::vector<Outgoing> messages_;
};

}  // namespace jono::feed
